import type { FieldGroup, FieldPath, Fields, fieldGroups } from "@danfang/domain";

export type Language = "en" | "zh";

/** What a field of an order is called. Both languages stand beside each other, so that one is never changed alone. */
export interface FieldWords<F = unknown> {
  /** What the WebUI's page calls it, for whoever follows a tutorial. */
  readonly webui?: string;
  readonly en: Said<F>;
  readonly zh: Said<F>;
}

type Said<F> = Saying & SpecialOf<F> & ChoicesOf<F> & NoneOf<F>;

interface Saying {
  readonly name: string;
  /** What turning it up does. */
  readonly help: string;
  /**
   * The same in a line of the terminal's help, where that is to be shorter; `{usual}`, `{least}` and `{most}` stand for
   * the field's numbers.
   */
  readonly line?: string;
}

/** Said instead of its special number. */
type SpecialOf<F> = F extends { special: number } ? { readonly special: string } : unknown;
type ChoicesOf<F> = F extends { kind: "choice"; isVerbatim: true }
  ? unknown
  : F extends { kind: "choice"; choices: readonly (infer Choice extends string)[] }
    ? { readonly choices: Readonly<Record<Choice, string>> }
    : unknown;
/** Said where nobody has chosen, and no choice is usual. */
type NoneOf<F> = F extends { kind: "choice"; usual: string }
  ? unknown
  : F extends { kind: "choice"; absent: "kept" }
    ? { readonly none: string }
    : unknown;

/** Words for every field of a group; a field without words in both languages does not compile. */
export type WordsOfGroup<G extends FieldGroup> = {
  readonly [Path in keyof (typeof fieldGroups)[G]]: FieldWords<(typeof fieldGroups)[G][Path]>;
};
export type WordsOfFields = { readonly [Path in FieldPath]: FieldWords<Fields[Path]> };

/** What can be said of any field. */
export interface AnyWords extends Saying {
  readonly special?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly none?: string;
}
