import { defined, type Recipe } from "@danfang/domain";
import type { CarriedTexts } from "../../carried-texts.ts";
import { isObject, type Json, parseJson } from "../../json/parse-json.ts";
import type { Reading } from "../../reading.ts";
import { infotext } from "../infotext.ts";
import type { RecipeReader } from "../recipe-reader.ts";
import { type Graph, graphOf } from "./graph/graph.ts";
import { recipeOfGraph } from "./recipe-of-graph.ts";
import { graphOfWorkflow } from "./workflow/graph-of-workflow.ts";

/**
 * The graph that ComfyUI ran, or the workflow it was made of, walked back from the picture that was saved. Where a text of
 * A1111's lies beside it, the graph tells the resources and the text their hashes.
 */
export const comfyui: RecipeReader = {
  program: "ComfyUI",
  read(texts) {
    const graph = graphIn(texts);
    if (!graph) return undefined;
    const reading = recipeOfGraph(graph);
    const written = infotext.read(texts);
    return written ? withHashes(reading, written.value) : reading;
  },
};

/** The first graph that was run, under `prompt`, in EXIF behind `prompt:`, or pasted; else the first workflow. */
function graphIn(texts: CarriedTexts): Graph | undefined {
  const all = texts.all.flatMap((one) => {
    const behind = /^(prompt|workflow):\s*(?=\{)/i.exec(one.text);
    const json: Json | undefined =
      texts.json(one) ?? (behind ? parseJson(one.text.slice(behind[0].length)) : undefined);
    return isObject(json) ? [json] : [];
  });
  return (
    firstOf(all, (json) => graphOf(json) ?? (isObject(json.prompt) ? graphOf(json.prompt) : undefined)) ??
    firstOf(
      all,
      (json) => graphOfWorkflow(json) ?? (isObject(json.workflow) ? graphOfWorkflow(json.workflow) : undefined),
    )
  );
}

function firstOf<T, R>(all: readonly T[], read: (one: T) => R | undefined): R | undefined {
  for (const one of all) {
    const found = read(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

const stem = (name: string | undefined): string | undefined =>
  name
    ?.replace(/^.*[\\/]/, "")
    .replace(/\.(safetensors|ckpt|pt|pth|sft|gguf)$/i, "")
    .toLowerCase();

/** The hashes that a text has for what the graph names. */
function withHashes({ value, findings }: Reading<Recipe>, written: Recipe): Reading<Recipe> {
  const models = [written.checkpoint, written.vae, ...(written.loras ?? []), ...(written.embeddings ?? [])];
  const hashes = new Map(models.flatMap((one) => (one?.name && one.hash ? [[stem(one.name), one.hash] as const] : [])));
  const hashed = <T extends { readonly name?: string | undefined }>(one: T): T & { hash?: string } => ({
    ...one,
    ...defined({ hash: hashes.get(stem(one.name)) }),
  });
  const found = {
    checkpoint: value.checkpoint && hashed(value.checkpoint),
    vae: value.vae && hashed(value.vae),
    loras: value.loras?.map(hashed),
    embeddings: written.embeddings,
  };
  return {
    value: { ...value, ...(value.prompt ? {} : defined({ prompt: written.prompt })), ...defined(found) },
    findings,
  };
}
