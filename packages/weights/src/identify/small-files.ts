import type { Family } from "../families/index.ts";
import { isLoraOnly } from "../lora/lora-key.ts";
import type { Outline } from "./outline.ts";
import type { Match, Rule } from "./rule.ts";

function familyOfWidth(width: number | undefined): Family {
  if (width === 768) return "sd1";
  if (width === 1024) return "sd2";
  return width === 1280 || width === 2048 ? "sdxl" : "unknown";
}

const found = (rule: Omit<Rule, "has">, evidence: readonly string[], isSure = true): Match => ({
  rule: { ...rule, has: [] },
  confidence: isSure ? "certain" : "likely",
  evidence,
});

const described = (outline: Outline, path: string) =>
  `${outline.nameOf(path) ?? path} [${outline.shapeOf(path)?.join(", ") ?? ""}]`;

/** More tensors than any file of learnt words has. */
const mostVectors = 16;

/**
 * Files of a few tensors: words that were learnt, hypernetworks, aesthetic gradients, what trainers keep. Sources:
 * AUTOMATIC1111 `textual_inversion`, `hypernetwork`; diffusers' learned_embeds; torch.optim.
 */
export function smallFile(outline: Outline): Match | undefined {
  return trainingState(outline) ?? embedding(outline) ?? hypernetwork(outline);
}

function trainingState(outline: Outline): Match | undefined {
  const patterns = [...outline.patterns];
  const states = patterns.filter((name) =>
    /(?:^|\.)(?:exp_avg|exp_avg_sq|momentum_buffer|state\d?)(?:\.|$)/.test(name),
  );
  if (states.length === 0 || states.length * 2 < patterns.length) return undefined;
  return found({ kind: "trainingState", family: "unknown" }, states.slice(0, 2));
}

function embedding(outline: Outline): Match | undefined {
  if (outline.size > mostVectors) return undefined;
  if (outline.has("clip_l") && outline.has("clip_g"))
    return found({ kind: "embedding", family: outline.has("t5xxl") ? "sd3" : "sdxl" }, ["clip_l", "clip_g"]);
  const patterns = [...outline.patterns];
  const named = patterns.find((name) => /^string_to_param(?:\.|$)|^emb_params$|^clip_[lg]$/.test(name));
  if (named !== undefined) return vectors(outline, named);
  const [only, ...others] = patterns;
  return only !== undefined && others.length === 0 && outline.count(only) === 1
    ? loneVectors(outline, only)
    : undefined;
}

const vectors = (outline: Outline, name: string): Match => {
  const family = familyOfWidth(outline.shapeOf(name)?.at(-1));
  return found({ kind: "embedding", family }, [described(outline, name)], family !== "unknown");
};

/** Diffusers' embeddings are one tensor, named by the word that they stand for; an aesthetic gradient has no name at all. */
function loneVectors(outline: Outline, name: string): Match | undefined {
  const shape = outline.shapeOf(name);
  if (!shape || shape.length > 2 || shape.length === 0 || familyOfWidth(shape.at(-1)) === "unknown") return undefined;
  if (/\.(?:weight|bias|alpha)$/.test(name) || isLoraOnly(name)) return undefined;
  if (name !== "tensor") return vectors(outline, name);
  return found({ kind: "aestheticGradient", family: familyOfWidth(shape.at(-1)) }, [described(outline, name)]);
}

/** Modules are named by the width of what they change; the text's is the family's. */
function hypernetwork(outline: Outline): Match | undefined {
  const layer = "#.#.linear.#.weight";
  const old = "#.#.linear1.weight";
  const path = [layer, old].find((pattern) => outline.has(pattern));
  if (path === undefined) return undefined;
  const width = [768, 1024, 2048].find((known) => outline.has(`${known}.0`) || outline.has(`${known}.1`));
  const evidence = [described(outline, width === undefined ? path : `${width}.0`)];
  return found({ kind: "hypernetwork", family: familyOfWidth(width) }, evidence, width !== undefined);
}
