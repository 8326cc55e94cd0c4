import { ownValue } from "@danfang/domain";
import { parseExtraNetworks } from "@danfang/prompt";
import { parsePythonNumber } from "../python.ts";

/** One `<lora:ink:0.8>` of a prompt. `weight` acts on the UNet, `clipWeight` on the text encoder. */
export interface NetworkTag {
  readonly kind: "lora" | "hypernet";
  readonly name: string;
  readonly weight: number;
  readonly clipWeight: number;
}

/** `lyco` is another name for `lora` since the two formats share a loader. */
const kinds: Readonly<Record<string, NetworkTag["kind"]>> = { lora: "lora", lyco: "lora", hypernet: "hypernet" };

/**
 * The networks a positive prompt calls for, in order; of a name mentioned twice, the last mention.
 *
 * `<lora:NAME:te:unet>`, weights positional or named (`te=`, `unet=`), te = 1 and unet = te when missing.
 * Source: AUTOMATIC1111 v1.10.1 `extra_networks.py`, `extra_networks_lora.py`.
 */
export function parseNetworkTags(prompt: string): readonly NetworkTag[] {
  const tags = new Map<string, NetworkTag>();
  for (const { type, positional, named } of parseExtraNetworks(prompt).networks) {
    const kind = ownValue(kinds, type);
    if (kind === undefined) continue;
    const [name = "", te, unet] = positional;
    const clipWeight = weight(named.get("te") ?? te) ?? 1;
    const unetWeight = weight(named.get("unet") ?? unet) ?? clipWeight;
    tags.set(`${kind}:${name}`, { kind, name, weight: unetWeight, clipWeight });
  }
  return [...tags.values()];
}

const weight = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parsePythonNumber(text);
