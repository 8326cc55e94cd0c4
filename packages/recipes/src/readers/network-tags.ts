import type { TaggedKind } from "@danfang/domain";
import { parseExtraNetworks, readArguments } from "@danfang/prompt";
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
  for (const network of parseExtraNetworks(prompt).networks) {
    const read = readArguments(network);
    if (read === undefined) continue;
    const { kind, te, unet } = read;
    const name = read.name?.text ?? "";
    const clipWeight = weight(te.at(-1)?.text) ?? 1;
    tags.set(`${kind}:${name}`, { kind, name, weight: weight(unet.at(-1)?.text) ?? clipWeight, clipWeight });
  }
  return [...tags.values()];
}

const weight = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parsePythonNumber(text);
