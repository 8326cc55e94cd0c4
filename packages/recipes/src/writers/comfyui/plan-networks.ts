import type { Recipe } from "@danfang/domain";
import { parseNetworkTags } from "../../readers/network-tags.ts";
import { stemOf } from "../lost-fields.ts";
import type { Notes } from "./notes.ts";
import { between } from "./ranges.ts";

/** A network as a node loads it: its file, and both strengths. */
export interface PlannedNetwork {
  readonly kind: "lora" | "hypernetwork";
  readonly name: string;
  readonly weight: number;
  readonly clipWeight: number;
}

/** The networks of a recipe in its order, each once: those that its prompt mentions and those that only its lists do. */
export function planNetworks(recipe: Recipe, notes: Notes): readonly PlannedNetwork[] {
  const { prompt = "", loras = [], hypernetworks = [] } = recipe;
  const listed = [
    ...loras.map((lora) => ({ kind: "lora", ...lora }) as const),
    ...hypernetworks.map((network) => ({ kind: "hypernetwork", clipWeight: network.weight, ...network }) as const),
  ];
  const whole = new Map(listed.map((one) => [keyOf(one.kind, one.name ?? ""), one.name]));
  const mentioned = parseNetworkTags(prompt);
  const there = new Set(mentioned.map(({ kind, name }) => keyOf(kind, name)));
  const others = listed.flatMap(({ kind, name, weight = 1, clipWeight = weight }) =>
    name === undefined || there.has(keyOf(kind, name)) ? [] : [{ kind, name, weight, clipWeight }],
  );
  return [...mentioned.filter(({ name }) => name !== ""), ...others].map(({ kind, name, weight, clipWeight }) => {
    const range = kind === "lora" ? "loraStrength" : "hypernetworkStrength";
    return {
      kind,
      name: notes.file(whole.get(keyOf(kind, name)) ?? name, kind === "lora" ? ".safetensors" : ".pt"),
      weight: between(range, weight),
      clipWeight: between(range, clipWeight),
    };
  });
}

const keyOf = (kind: string, name: string): string => `${kind}:${stemOf(name)}`;
