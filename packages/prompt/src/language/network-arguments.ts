import { kindOfTag, type TaggedKind } from "@danfang/domain";
import { type ExtraNetwork, isNamedArgument } from "./extra-networks.ts";

/** An argument as it is written, and where: offsets into the prompt. */
export interface WrittenArgument {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What a network's arguments are for. Of each number all that are given, the one that counts last. */
export interface NetworkArguments {
  readonly kind: TaggedKind;
  /** Undefined where there are only arguments with names. */
  readonly name: WrittenArgument | undefined;
  /** Strength on the text encoder; a hypernetwork's only one. */
  readonly te: readonly WrittenArgument[];
  /** Strength on the U-Net. */
  readonly unet: readonly WrittenArgument[];
  /** Highest rank that is used. */
  readonly dyn: readonly WrittenArgument[];
}

/**
 * The one reader of `<lora:name:te:unet:dyn>` with `te=`, `unet=`, `dyn=`, and of `<hypernet:name:weight>`, whose
 * arguments have no names; undefined for a type that nobody knows.
 *
 * Source: AUTOMATIC1111 v1.10.1 `extra_networks_lora.py`, `extra_networks_hypernet.py`.
 */
export function readArguments(network: ExtraNetwork): NetworkArguments | undefined {
  const kind = kindOfTag(network.type);
  if (kind === undefined) return undefined;
  const all = placedArguments(network);
  if (kind === "hypernetwork") {
    const [name, weight] = all;
    return { kind, name, te: given(weight), unet: [], dyn: [] };
  }
  const [name, te, unet, dyn] = all.filter(({ text }) => !isNamedArgument(text));
  const named = (key: string) =>
    given(all.findLast(({ text }) => isNamedArgument(text) && text.startsWith(`${key}=`))).map(afterKey);
  return {
    kind,
    name,
    te: [...given(te), ...named("te")],
    unet: [...given(unet), ...named("unet")],
    dyn: [...given(dyn), ...named("dyn")],
  };
}

function placedArguments({ args, to }: ExtraNetwork): WrittenArgument[] {
  let from = to - 1 - args.join(":").length;
  return args.map((text) => {
    const placed = { text, from, to: from + text.length };
    from = placed.to + 1;
    return placed;
  });
}

function afterKey({ text, from, to }: WrittenArgument): WrittenArgument {
  const start = text.indexOf("=") + 1;
  return { text: text.slice(start), from: from + start, to };
}

const given = (argument: WrittenArgument | undefined): readonly WrittenArgument[] =>
  argument === undefined ? [] : [argument];
