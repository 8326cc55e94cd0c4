import type { WrittenKind } from "@danfang/domain";
import { mentionOf, placedNetworks } from "@danfang/prompt";
import { withoutEnd } from "../prompt/without-end.ts";

/** A LoRA, hypernetwork or embedding that a prompt names, and where its strength stands. */
export interface NetworkInPrompt {
  readonly kind: WrittenKind;
  readonly name: string;
  readonly strength: number;
  /** The whole mention, offsets into the prompt. */
  readonly from: number;
  readonly to: number;
  /** Its strength's digits; for an embedding without any, where they would go. */
  readonly strengthFrom: number;
  readonly strengthTo: number;
}

/** Everything that a prompt lays over the checkpoint, in its order. Embeddings are words, so their names must be known. */
export function networksIn(prompt: string, embeddings: readonly string[]): NetworkInPrompt[] {
  const found: NetworkInPrompt[] = placedNetworks(prompt).map(({ kind, from, to, name, strength }) => ({
    kind,
    name: name.text,
    strength: strength.value,
    from,
    to,
    strengthFrom: strength.from,
    strengthTo: strength.to,
  }));
  for (const name of embeddings) found.push(...mentionsOf(prompt, name));
  return found.sort((a, b) => a.from - b.from);
}

function* mentionsOf(prompt: string, name: string): Generator<NetworkInPrompt> {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const mention = new RegExp(
    `\\((${escaped}):\\s*(\\d+(?:\\.\\d+)?|\\.\\d+)\\)|(?<![\\p{L}\\p{N}_-])${escaped}(?![\\p{L}\\p{N}_-])`,
    "giu",
  );
  for (const match of prompt.matchAll(mention)) {
    const [whole, , digits] = match;
    const to = match.index + whole.length;
    const strengthTo = digits === undefined ? to : to - 1;
    yield {
      kind: "embedding",
      name,
      strength: Number(digits ?? 1),
      from: match.index,
      to,
      strengthFrom: strengthTo - (digits?.length ?? 0),
      strengthTo,
    };
  }
}

const printStrength = (value: number) => String(Number(value.toFixed(3)));

/** The prompt with another strength in that place. An embedding's strength is that of the brackets around its name. */
export function withStrength(prompt: string, network: NetworkInPrompt, strength: number): string {
  const { from, to, strengthFrom, strengthTo } = network;
  const [before, after] = [prompt.slice(0, strengthFrom), prompt.slice(strengthTo)];
  const digits = printStrength(strength);
  if (network.kind !== "embedding") return `${before}${strengthFrom === strengthTo ? ":" : ""}${digits}${after}`;
  const isPlain = strengthFrom === strengthTo;
  const name = isPlain ? prompt.slice(from, to) : prompt.slice(from + 1, from + 1 + network.name.length);
  return `${prompt.slice(0, from)}${digits === "1" ? name : `(${name}:${digits})`}${prompt.slice(to)}`;
}

/** The prompt without that mention, and without the comma that it leaves. */
export function withoutNetwork(prompt: string, { from, to }: NetworkInPrompt): string {
  const before = withoutEnd(prompt.slice(0, from));
  const after = prompt.slice(to).replace(/^[,\s]+/, "");
  return before !== "" && after !== "" ? `${before}, ${after}` : before + after;
}

/** The prompt with a network named at its end. */
export function withNetwork(
  prompt: string,
  kind: NetworkInPrompt["kind"],
  stem: string,
  strength?: number | undefined,
): string {
  const words = withOwnStrength(mentionOf(kind, stem), kind, stem, strength);
  return prompt.trim() === "" ? words : `${withoutEnd(prompt)}, ${words}`;
}

function withOwnStrength(words: string, kind: NetworkInPrompt["kind"], stem: string, strength: number | undefined) {
  const [network] = strength === undefined ? [] : networksIn(words, kind === "embedding" ? [stem] : []);
  return network === undefined || strength === undefined ? words : withStrength(words, network, strength);
}
