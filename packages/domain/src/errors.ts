/**
 * The one error family of Danfang. Every package declares its own with {@link defineErrors}; the skins map `code` to
 * an exit status, an HTTP status and translated text.
 */
export class DanfangError extends Error {
  override readonly name = "DanfangError";
  /** `package/problem`, stable: programs may depend on it. */
  readonly code: string;
  /** What the person with the broken file does next. */
  readonly hint: string;
  /** The facts behind the sentence, for programs and translations. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, text: ErrorText, facts: Record<string, unknown>, cause?: unknown) {
    super(text.message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = text.hint;
    this.facts = facts;
  }
}

export interface ErrorText {
  readonly message: string;
  readonly hint: string;
}

type Definition = (facts: never) => ErrorText;
type FactsOf<D extends Definition> = Parameters<D>[0] extends Record<string, unknown> ? Parameters<D>[0] : object;
type Family<T extends Record<string, Definition>> = {
  readonly [K in keyof T]: (facts: FactsOf<T[K]>, cause?: unknown) => DanfangError;
};

/**
 * Declares a package's errors: `defineErrors("weights", { truncated: (facts) => ({ message, hint }) })` gives
 * `weightsErrors.truncated(facts, cause?)`, an error with code `weights/truncated`.
 */
export function defineErrors<T extends Record<string, Definition>>(area: string, definitions: T): Family<T> {
  const family: Record<string, (facts: Record<string, unknown>, cause?: unknown) => DanfangError> = {};
  for (const [name, define] of Object.entries(definitions))
    family[name] = (facts, cause) => new DanfangError(`${area}/${name}`, define(facts as never), facts, cause);
  return family as Family<T>;
}
