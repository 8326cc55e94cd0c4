import { parseComposition, parseExtraNetworks, parseSchedule } from "@danfang/prompt";
import type { Finding } from "../../reading.ts";
import { writersFindings } from "../findings.ts";

/** A prompt as ComfyUI encodes it, and what of AUTOMATIC1111's language it takes for plain words. */
export interface PlainPrompt {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Any number of steps at which an edit would be seen. */
const steps = 20;

/**
 * Networks go out of the positive prompt, for they are nodes; embeddings are called as ComfyUI calls them. Weights stay as
 * they are written, `(x:1.2)`.
 */
export function plainPrompt(
  prompt: string,
  side: "prompt" | "negativePrompt",
  embeddings: readonly string[],
): PlainPrompt {
  const kept = side === "prompt" ? parseExtraNetworks(prompt).text.trim() : prompt;
  const foreign = [
    ...(parseSchedule(kept, { steps }).length > 1 ? ["[a:b:0.5]"] : []),
    ...(parseComposition(kept).length > 1 ? ["AND"] : []),
    ...(/(?<!\w)BREAK(?!\w)/.test(kept) ? ["BREAK"] : []),
    ...(/(?<!\\)\[[^[\]:|]*\]/.test(kept) ? ["[a]"] : []),
  ];
  const findings = foreign.map((each) => writersFindings.comfyPlainWords({ word: each }));
  return { text: kept.replace(word, (one) => called(one, embeddings)), findings };
}

const word = /(?:embedding:)?[\p{L}\p{N}_-]+/giu;

/** Source: ComfyUI `sd1_clip.py`, `embedding:NAME`. */
function called(one: string, embeddings: readonly string[]): string {
  const name = embeddings.find((each) => each.toLowerCase() === one.toLowerCase());
  return name === undefined ? one : `embedding:${name}`;
}
