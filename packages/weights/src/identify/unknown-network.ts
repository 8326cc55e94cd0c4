import type { Outline } from "./outline.ts";

/** What a network of no known kind looks like: what its shapes alone say. */
export interface UnknownNetwork {
  readonly looksLike: "transformer" | "convolutional" | "unknown";
  readonly layers: number;
  readonly width: number | undefined;
}

const attention = /(?:^|\.)(?:attn\w*|attention\w*|self_attn\w*|to_q|qkv|q_proj)(?:\.|$)/;

/** Counts the blocks that repeat most and reads the width of what flows through them. */
export function describeUnknown(outline: Outline): UnknownNetwork {
  const patterns = [...outline.patterns].filter((pattern) => pattern.includes("#"));
  const deepest = patterns
    .map((pattern) => ({ pattern, layers: outline.layers(pattern) }))
    .reduce((a, b) => (b.layers > a.layers ? b : a), { pattern: "", layers: 0 });
  const attended = patterns.find((pattern) => attention.test(pattern) && outline.shapeOf(pattern)?.length === 2);
  const convolved = patterns.find((pattern) => (outline.shapeOf(pattern)?.length ?? 0) >= 4);
  const told = attended ?? convolved;
  return {
    looksLike: attended !== undefined ? "transformer" : convolved !== undefined ? "convolutional" : "unknown",
    layers: deepest.layers,
    width: told === undefined ? undefined : outline.shapeOf(told)?.[1],
  };
}
