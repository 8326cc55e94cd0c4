import { isTaggedKind, type TaggedKind, tagOf, type WrittenKind } from "@danfang/domain";
import { floatOf } from "./decimal.ts";
import { parseExtraNetworks } from "./extra-networks.ts";
import { readArguments, type WrittenArgument } from "./network-arguments.ts";

/** A network that a prompt names, and where its name and strength stand: offsets into the prompt. */
export interface PlacedNetwork {
  readonly kind: TaggedKind;
  readonly from: number;
  readonly to: number;
  readonly name: WrittenArgument;
  /** The text encoder's, and the U-Net's unless that has its own; empty where none is written, 1 being meant. */
  readonly strength: WrittenArgument & { readonly value: number };
}

/** The networks of a prompt that have a name, in its order. */
export const placedNetworks = (prompt: string): PlacedNetwork[] =>
  parseExtraNetworks(prompt).networks.flatMap((network) => {
    const read = readArguments(network);
    if (read?.name === undefined) return [];
    const { kind, name, te } = read;
    return [{ kind, from: network.from, to: network.to, name, strength: strengthOf(name, te.at(-1)) }];
  });

function strengthOf(name: WrittenArgument, written: WrittenArgument | undefined): PlacedNetwork["strength"] {
  if (written === undefined) return { text: "", from: name.to, to: name.to, value: 1 };
  const text = written.text.trimStart();
  return { text, from: written.to - text.length, to: written.to, value: floatOf(text) ?? 1 };
}

/** How a prompt names a model: `<lora:ink:1>`, or by its name alone. */
export const mentionOf = (kind: WrittenKind, name: string, strength: number | string = 1): string =>
  isTaggedKind(kind) ? `<${tagOf(kind)}:${name}:${strength}>` : name;
