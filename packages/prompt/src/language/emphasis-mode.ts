import { parseEmphasis } from "./emphasis.ts";
import type { WeightedText } from "./weighted-text.ts";

/**
 * What brackets do to the encoded text, as in the WebUI's setting: `original` scales each vector by its weight, then all
 * so that the mean is kept; `noNorm` only scales; `ignore` reads brackets and forgets weights; `none` reads no syntax.
 */
export type EmphasisMode = "original" | "noNorm" | "ignore" | "none";

/** The setting's values, as infotext writes them. */
export const emphasisNames: Readonly<Record<EmphasisMode, string>> = {
  original: "Original",
  noNorm: "No norm",
  ignore: "Ignore",
  none: "None",
};

/** The mode of a name; a name that is none means `original`. Source: AUTOMATIC1111 `get_current_option`. */
export const emphasisModeOf = (name: string): EmphasisMode =>
  (Object.keys(emphasisNames) as EmphasisMode[]).find((mode) => emphasisNames[mode] === name) ?? "original";

/** Text as weighted pieces in a mode: with `none` it is one piece at weight 1, BREAK and brackets and all. */
export const readAttention = (text: string, mode: EmphasisMode): WeightedText[] =>
  mode === "none" ? [[text, 1]] : parseEmphasis(text);

/** The pieces with the weights that count in a mode: with `ignore` all are 1, but a BREAK stays one. */
export const weightsThatCount = (pieces: readonly WeightedText[], mode: EmphasisMode): readonly WeightedText[] =>
  mode === "ignore" ? pieces.map(([text, weight]) => [text, text === "BREAK" && weight === -1 ? -1 : 1]) : pieces;
