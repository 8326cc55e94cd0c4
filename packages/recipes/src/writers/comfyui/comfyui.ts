import type { Recipe } from "@danfang/domain";
import { readRecipe } from "../../read-recipe.ts";
import type { Finding } from "../../reading.ts";
import { writersFindings } from "../findings.ts";
import { lostFields } from "../lost-fields.ts";
import type { Written } from "../written.ts";
import { GraphBuilder } from "./graph.ts";
import { isKeptInGraph, isToldApart } from "./kept.ts";
import { addModels } from "./models.ts";
import { addHires, addSampler, addStart } from "./passes.ts";
import { planOf } from "./plan.ts";
import { addPrompts } from "./prompts.ts";

/**
 * A recipe as a graph for ComfyUI's API, of nodes that every ComfyUI has. It paints one picture as the recipe says: the
 * checkpoint with its VAE, LoRAs and hypernetworks, both prompts, an empty latent or a picture to start from, and a second
 * pass where there is hires fix.
 *
 * What ComfyUI asks for and the recipe does not say is filled in with AUTOMATIC1111's usual values, and told; so is all
 * that the graph does not say, found by reading it again.
 */
export function writeComfyui(recipe: Recipe): Written {
  const plan = planOf(recipe);
  const graph = new GraphBuilder();
  const models = addModels(graph, plan);
  const prompts = addPrompts(graph, plan, models);
  const first = addSampler(graph, plan, plan.first, models, prompts, addStart(graph, plan, models));
  const last = plan.hires ? addHires(graph, plan, plan.hires, models, first) : first;
  const decoded = graph.add("VAEDecode", "VAE Decode", { samples: last, vae: models.vae });
  graph.add("SaveImage", "Save Image", { images: decoded(0), filename_prefix: "danfang" });
  const text = graph.print();
  return { text, findings: [...plan.findings, ...findLost(recipe, text)] };
}

function findLost(recipe: Recipe, text: string): readonly Finding[] {
  const { value } = readRecipe(text);
  const fields = lostFields(recipe, value, isKeptInGraph(recipe, value)).filter((path) => !isToldApart(path));
  return fields.length === 0 ? [] : [writersFindings.notWritten({ program: "ComfyUI", fields })];
}
