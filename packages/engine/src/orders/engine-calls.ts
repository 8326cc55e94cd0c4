import { type CallName, type Calls, calls } from "./calls.ts";

type NamesOf<Way> = { [Name in CallName]: Calls[Name]["way"] extends Way ? Name : never }[CallName];
type StreamName = NamesOf<"stream">;
type AnswerName = Exclude<CallName, StreamName>;

/** What follows a call's own parameters. */
interface SignalOf {
  plain: [];
  stoppable: [signal?: AbortSignal | undefined];
  stream: [signal?: AbortSignal | undefined];
}

/** What a call is made with. */
type ArgsOf<Name extends CallName> = [...Calls[Name]["takes"], ...SignalOf[Calls[Name]["way"]]];

type Answer<Name extends CallName> = (...args: ArgsOf<Name>) => Promise<Calls[Name]["gives"]>;
type Steps<Name extends CallName> = (
  ...args: ArgsOf<Name>
) => AsyncGenerator<Calls[Name]["tells"], Calls[Name]["gives"]>;

/** The calls that are answered once, as methods. */
export type Answers = { [Name in AnswerName]: Answer<Name> };

/** The calls that tell something on the way, as methods. */
export type Streams = { [Name in StreamName]: Steps<Name> };

/** All that an engine can be asked. */
export interface EngineCalls extends Answers, Streams {}

/** How the method of a call is made of its name. */
export interface MethodMakers {
  answer<Name extends AnswerName>(name: Name): Answer<Name>;
  stream<Name extends StreamName>(name: Name): Steps<Name>;
}

const isStream = (name: CallName): name is StreamName => calls[name].way === "stream";
const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);
export const callNames: readonly CallName[] = Object.keys(calls).filter(isCall);

/** All calls of an engine, each made by its kind's maker. */
export function makeCalls(makers: MethodMakers): EngineCalls;
export function makeCalls({ answer, stream }: MethodMakers): object {
  return Object.fromEntries(callNames.map((name) => [name, isStream(name) ? stream(name) : answer(name)]));
}

/** A call that somebody makes: what of it can travel to another process. The signal cannot. */
export type CallMade<Name extends CallName = CallName> = {
  [One in Name]: { readonly call: One; readonly args: Calls[One]["takes"] };
}[Name];

/** A call's arguments, apart. */
interface SplitArgs<Name extends CallName> {
  readonly own: Calls[Name]["takes"];
  readonly signal: AbortSignal | undefined;
}

export function splitArgs<Name extends CallName>(name: Name, args: ArgsOf<Name>): SplitArgs<Name>;
export function splitArgs(name: CallName, args: readonly unknown[]): { own: readonly unknown[]; signal: unknown } {
  const { takes } = calls[name];
  return { own: args.slice(0, takes), signal: args[takes] };
}

/** The reverse of {@link splitArgs}: a signal where the call has a place for one. */
function joinArgs<Name extends CallName>(
  name: Name,
  own: Calls[Name]["takes"],
  signal: AbortSignal | undefined,
): ArgsOf<Name>;
function joinArgs(name: CallName, own: readonly unknown[], signal: unknown): readonly unknown[] {
  const { way, takes } = calls[name];
  return way === "plain" ? own : [...own, ...Array<undefined>(takes - own.length), signal];
}

const answer = <Name extends AnswerName>(engine: Answers, { call, args }: CallMade<Name>, signal: AbortSignal) =>
  engine[call](...joinArgs(call, args, signal));
const begin = <Name extends StreamName>(engine: Streams, { call, args }: CallMade<Name>, signal: AbortSignal) =>
  engine[call](...joinArgs(call, args, signal));
const isStreamMade = (made: CallMade): made is CallMade<StreamName> => isStream(made.call);

/** Makes a call; its value is the call's, and `tell` hears what it tells on the way. */
export async function runCall(
  engine: EngineCalls,
  made: CallMade,
  signal: AbortSignal,
  tell: (told: unknown) => void,
): Promise<unknown> {
  if (!isStreamMade(made)) return answer(engine, made, signal);
  const steps = begin(engine, made, signal);
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
    tell(next.value);
  }
}
