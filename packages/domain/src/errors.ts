import type { NextStep } from "./next-step.ts";

/** What a person reads: what happened, and what to do next. */
export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

/** What an error says, in both languages beside each other. */
export interface Told {
  readonly en: ErrorText;
  readonly zh: ErrorText;
  /** What to do, where the page has a place for it and the terminal an option: the skins say how. */
  readonly do?: NextStep | undefined;
}

/** The words of a {@link DanfangError}: in English, and in Chinese where they are known. */
interface Words extends ErrorText {
  readonly zh?: ErrorText | undefined;
  readonly do?: string | undefined;
}

/**
 * The one error family of Danfang. Every package declares its own with {@link defineErrors}; the skins map `code` to
 * an exit status or an HTTP status, and show the text of their language.
 */
export class DanfangError extends Error {
  override readonly name = "DanfangError";
  /** `package/problem`, stable: programs may depend on it. */
  readonly code: string;
  /** What the person with the broken file does next. */
  readonly hint: string;
  readonly zh: ErrorText | undefined;
  /** A {@link NextStep}, or one that another version knows. */
  readonly do: string | undefined;
  /** The facts behind the sentence, for programs. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, words: Words, facts: Record<string, unknown>, cause?: unknown) {
    super(words.message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = words.hint;
    this.zh = words.zh;
    this.do = words.do;
    this.facts = facts;
  }
}

type Definition = (facts: never) => Told;
type FactsOf<D extends Definition> = Parameters<D>[0] extends Record<string, unknown> ? Parameters<D>[0] : object;

/** Makes one kind of error. */
interface Maker<Facts> {
  (facts: Facts, cause?: unknown): DanfangError;
  readonly code: string;
}
type Family<T extends Record<string, Definition>> = { readonly [K in keyof T]: Maker<FactsOf<T[K]>> };

/** Any family, for whoever asks only which codes it has. */
export type ErrorFamily = Readonly<Record<string, Maker<never>>>;

/**
 * Declares a package's errors: `defineErrors("weights", { truncated: (facts) => ({ en: { message, hint }, zh: { message,
 * hint } }) })` gives `weightsErrors.truncated(facts, cause?)`, an error with code `weights/truncated`.
 */
export function defineErrors<T extends Record<string, Definition>>(area: string, definitions: T): Family<T> {
  const makers = Object.entries(definitions).map(([name, define]) => [name, makerOf(`${area}/${name}`, define)]);
  return Object.fromEntries(makers) as Family<T>;
}

function makerOf(code: string, define: Definition): Maker<Record<string, unknown>> {
  const make = (facts: Record<string, unknown>, cause?: unknown) => {
    const { en, zh, do: step } = define(facts as never);
    return new DanfangError(code, { ...en, zh, do: step }, facts, cause);
  };
  return Object.assign(make, { code });
}
