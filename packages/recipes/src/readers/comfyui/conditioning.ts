import { numberOf, textOf } from "../../json/fields.ts";
import type { Json } from "../../json/parse-json.ts";
import { type Graph, type GraphNode, isLink, nodeAt, valueAt } from "./graph.ts";

/** What a conditioning says, and what it went through. */
export interface Conditioning {
  readonly text: string | undefined;
  /** Guidance of a model that was distilled. */
  readonly guidance: number | undefined;
  readonly clipSkip: number | undefined;
}

const texts = ["text", "text_g", "text_l", "clip_l", "t5xxl", "prompt", "wildcard_text"];

/** The texts that a conditioning was made of, each once, in the order of the graph. */
export function conditioningAt(graph: Graph, from: Json | undefined): Conditioning {
  const said = new Set<string>();
  let guidance: number | undefined;
  let clip: Json | undefined;
  const seen = new Set<GraphNode>();
  const side = isLink(from) && from[1] === 1 ? "negative" : "positive";
  const first = nodeAt(graph, from);
  if (first) seen.add(first);
  for (const node of seen) {
    const { type, inputs } = node;
    if (type === "ConditioningZeroOut") continue;
    guidance ??= numberOf(valueAt(graph, inputs.guidance));
    if (inputs.clip !== undefined) {
      clip ??= inputs.clip;
      for (const key of texts) {
        const text = textOf(valueAt(graph, inputs[key]));
        if (text !== undefined) said.add(text);
      }
      continue;
    }
    const through = [
      "conditioning",
      "conditioning_1",
      "conditioning_2",
      "conditioning_to",
      "conditioning_from",
      side,
      "",
    ];
    for (const key of through) {
      const next = nodeAt(graph, inputs[key]);
      if (next) seen.add(next); // a set is walked through while it grows
    }
  }
  const words = [...said].filter((text) => text !== "");
  return { text: words.length > 0 ? words.join(", ") : undefined, guidance, clipSkip: clipSkipAt(graph, clip) };
}

function clipSkipAt(graph: Graph, from: Json | undefined): number | undefined {
  const seen = new Set<GraphNode>();
  for (
    let node = nodeAt(graph, from);
    node && !seen.has(node);
    node = nodeAt(graph, node.inputs.clip ?? node.inputs[""])
  ) {
    seen.add(node);
    const stop = numberOf(valueAt(graph, node.inputs.stop_at_clip_layer));
    if (stop !== undefined) return Number.isSafeInteger(stop) ? Math.abs(stop) : undefined;
  }
  return undefined;
}
