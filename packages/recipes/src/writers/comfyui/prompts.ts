import type { GraphBuilder, Output } from "./graph.ts";
import type { GraphModels } from "./models.ts";
import type { GraphPlan } from "./plan.ts";
import type { PlannedPass, Size } from "./plan-passes.ts";

/** Both sides of the guidance. */
export interface GraphPrompts {
  readonly positive: Output;
  readonly negative: Output;
}

/** Both prompts, encoded for the first pass; SDXL is told the picture's size, as AUTOMATIC1111 tells it. */
export const addPrompts = (graph: GraphBuilder, plan: GraphPlan, models: GraphModels): GraphPrompts =>
  encode(graph, plan, models, plan.first, plan.size);

export function encode(
  graph: GraphBuilder,
  { isSdxl, guidance }: GraphPlan,
  { clip }: GraphModels,
  { prompt, negativePrompt }: PlannedPass,
  { width, height }: Size,
): GraphPrompts {
  const side = (text: string, title: string): Output => {
    if (!isSdxl) return graph.add("CLIPTextEncode", title, { text, clip })(0);
    const sizes = { width, height, crop_w: 0, crop_h: 0, target_width: width, target_height: height };
    return graph.add("CLIPTextEncodeSDXL", title, { clip, ...sizes, text_g: text, text_l: text })(0);
  };
  const conditioning = side(prompt, "Prompt");
  const positive =
    guidance === undefined ? conditioning : graph.add("FluxGuidance", "Guidance", { conditioning, guidance })(0);
  return { positive, negative: side(negativePrompt, "Negative Prompt") };
}
