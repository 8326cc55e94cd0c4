import type { Output } from "../io/io.ts";

/** Cinnabar, jade and amber, by the names of what they say; and two weights of ink. */
const codes = { error: 31, done: 32, warning: 33, accent: 36, strong: 1, faint: 2 } as const;

export type Style = { readonly [K in keyof typeof codes]: (text: string) => string };

/** Colours for one output: the text itself where it shows none. */
export function styleFor(output: Output): Style {
  const paint = (code: number) => (text: string) => (output.colours === "none" ? text : `\x1b[${code}m${text}\x1b[0m`);
  return {
    error: paint(codes.error),
    done: paint(codes.done),
    warning: paint(codes.warning),
    accent: paint(codes.accent),
    strong: paint(codes.strong),
    faint: paint(codes.faint),
  };
}
