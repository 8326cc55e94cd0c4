import type { GraphBuilder, Output } from "./graph.ts";
import type { GraphPlan } from "./plan.ts";

/** What paints, after everything that changes it. */
export interface GraphModels {
  readonly model: Output;
  readonly clip: Output;
  readonly vae: Output;
}

/** Checkpoint, VAE, networks one after another, clip skip. */
export function addModels(graph: GraphBuilder, { checkpoint, vae, networks, clipLayer }: GraphPlan): GraphModels {
  const loaded = graph.add("CheckpointLoaderSimple", "Load Checkpoint", { ckpt_name: checkpoint });
  let [model, clip] = [loaded(0), loaded(1)];
  for (const { kind, name, weight, clipWeight } of networks) {
    if (kind === "hypernetwork") {
      const inputs = { model, hypernetwork_name: name, strength: weight };
      model = graph.add("HypernetworkLoader", "Load Hypernetwork", inputs)(0);
      continue;
    }
    const strengths = { lora_name: name, strength_model: weight, strength_clip: clipWeight };
    const lora = graph.add("LoraLoader", "Load LoRA", { model, clip, ...strengths });
    [model, clip] = [lora(0), lora(1)];
  }
  if (clipLayer !== undefined)
    clip = graph.add("CLIPSetLastLayer", "CLIP Set Last Layer", { clip, stop_at_clip_layer: clipLayer })(0);
  return { model, clip, vae: vae === undefined ? loaded(2) : graph.add("VAELoader", "Load VAE", { vae_name: vae })(0) };
}
