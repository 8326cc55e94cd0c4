import { defined } from "./defined.ts";
import type { Problem } from "./problem.ts";

/** Something noticed in a stranger's file or text, which is read all the same. */
export interface Finding extends Pick<Problem, "code" | "facts"> {
  /** In English; `zh` is the same in Chinese. */
  readonly message: string;
  readonly zh?: string | undefined;
}

/** What a finding says, in both languages beside each other. */
export interface FindingText {
  readonly en: string;
  readonly zh: string;
}

type Definition = (facts: never) => FindingText;
type FactsOf<D extends Definition> = Parameters<D>[0] extends Record<string, unknown> ? Parameters<D>[0] : object;
/** Makes one kind of finding. */
interface Maker<Facts> {
  (facts: Facts): Finding;
  readonly code: string;
}
type Family<T extends Record<string, Definition>> = { readonly [K in keyof T]: Maker<FactsOf<T[K]>> };

/** Any family, for whoever asks only which codes it has. */
export type FindingFamily = Readonly<Record<string, Maker<never>>>;

/**
 * Declares what a package may notice: `defineFindings("recipes", { emptyValue: (facts) => ({ en, zh }) })` gives
 * `recipeFindings.emptyValue(facts)`, a finding with the code `recipes/emptyValue`.
 */
export function defineFindings<T extends Record<string, Definition>>(area: string, definitions: T): Family<T> {
  const makers = Object.entries(definitions).map(([name, define]) => [name, makerOf(`${area}/${name}`, define)]);
  return Object.fromEntries(makers) as Family<T>;
}

function makerOf(code: string, define: Definition): Maker<Record<string, unknown>> {
  const make = (facts: Record<string, unknown>): Finding => {
    const { en, zh } = define(facts as never);
    return { code, message: en, zh, facts };
  };
  return Object.assign(make, { code });
}

/** An error as a finding: what happened and what to do about it. */
export const findingFrom = ({ code, message, hint, zh, facts }: Problem): Finding => ({
  code,
  message: `${message} ${hint}`,
  ...(zh && { zh: `${zh.message}${zh.hint}` }),
  ...defined({ facts }),
});

/** The sentence of a finding for whoever reads this language. */
export const findingIn = (language: string, { message, zh }: Finding): string =>
  language === "zh" ? (zh ?? message) : message;
