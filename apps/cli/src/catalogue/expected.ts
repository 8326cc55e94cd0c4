/** What an option's value should have been, for a sentence in any language. */
export type Expected =
  | { readonly kind: "number" | "wholeNumber" | "size" | "axis" }
  | { readonly kind: "range"; readonly least?: number; readonly most?: number }
  | { readonly kind: "multiple"; readonly of: number; readonly nearest: number }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "other"; readonly reason: string };
