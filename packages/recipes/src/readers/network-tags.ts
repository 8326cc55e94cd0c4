import type { TaggedKind } from "@danfang/domain";
import { parseExtraNetworks, readArguments } from "@danfang/prompt";
import { mostModels } from "../most.ts";
import { parsePythonNumber } from "../python.ts";

/** One `<lora:ink:0.8>` of a prompt. `weight` acts on the UNet, `clipWeight` on the text encoder. */
export interface NetworkTag {
  readonly kind: TaggedKind;
  readonly name: string;
  readonly weight: number;
  readonly clipWeight: number;
}

/**
 * The networks a positive prompt calls for, in order; of a name mentioned twice, the last mention. A weight that is no
 * number counts as one that is missing: 1, and the U-Net's as the text encoder's.
 */
export function parseNetworkTags(prompt: string): readonly NetworkTag[] {
  const tags = new Map<string, NetworkTag>();
  for (const network of parseExtraNetworks(firstTags(prompt)).networks) {
    const read = readArguments(network);
    if (read === undefined) continue;
    const { kind, te, unet } = read;
    const name = read.name?.text ?? "";
    const clipWeight = weight(te.at(-1)?.text) ?? 1;
    tags.set(`${kind}:${name}`, { kind, name, weight: weight(unet.at(-1)?.text) ?? clipWeight, clipWeight });
  }
  return [...tags.values()];
}

/** Whether a prompt has more tags than are read. */
export const hasMoreTags = (prompt: string): boolean => firstTags(prompt).length < prompt.length;

const tag = /<\w+:[^<>]*>/g;

/** A prompt up to the most tags that are read. */
function firstTags(prompt: string): string {
  let count = 0;
  for (const { index } of prompt.matchAll(tag)) if (count++ >= mostModels) return prompt.slice(0, index);
  return prompt;
}

const weight = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parsePythonNumber(text);
