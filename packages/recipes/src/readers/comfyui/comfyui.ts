import type { Recipe } from "@danfang/domain";
import { defined } from "@danfang/domain";
import type { CarriedTexts } from "../../carried-texts.ts";
import { recipeFindings } from "../../findings.ts";
import { chosen, numberOf, textOf } from "../../json/fields.ts";
import { isObject, type JsonObject, parseJson } from "../../json/parse-json.ts";
import type { Reading } from "../../reading.ts";
import { buildRecipe, extraOf } from "../build-recipe.ts";
import { infotext } from "../infotext.ts";
import type { RecipeReader } from "../recipe-reader.ts";
import { conditioningAt } from "./conditioning.ts";
import { type Graph, type GraphNode, graphOf, nodeAt, upstream, valueAt } from "./graph.ts";
import { modelChain } from "./models.ts";
import { isSampler, type Pass, passOf } from "./sampling.ts";

/**
 * The graph that ComfyUI ran, walked back from the picture that was saved. Where a text of A1111's lies beside it, the
 * graph tells the resources and the text their hashes.
 */
export const comfyui: RecipeReader = {
  program: "ComfyUI",
  read(texts) {
    const graph = graphIn(texts);
    if (!graph) return undefined;
    const reading = readGraph(graph);
    const written = infotext.read(texts);
    return written ? withHashes(reading, written.value) : reading;
  },
};

/** Under `prompt`, in EXIF behind `prompt:`, or pasted. */
function graphIn(texts: CarriedTexts): Graph | undefined {
  for (const one of texts.all) {
    const json = texts.json(one) ?? (/^prompt:\s*\{/i.test(one.text) ? parseJson(one.text.slice(7)) : undefined);
    if (!isPlain(json)) continue;
    const graph = graphOf(json) ?? (isObject(json.prompt) ? graphOf(json.prompt) : undefined);
    if (graph) return graph;
  }
  return undefined;
}
const isPlain = (json: ReturnType<typeof parseJson>): json is JsonObject => json !== undefined && !Array.isArray(json);

const isSink = ({ type, inputs }: GraphNode): boolean =>
  /save|preview|combine/i.test(type) && (inputs.images !== undefined || inputs.image !== undefined);

/** Sinks that are looked at: far more than any graph has. */
const mostSinks = 50;

/** The passes over the picture that was saved, the last one first; where several were, the one of most passes. */
function passesOf(graph: Graph): readonly GraphNode[] {
  const nodes = [...graph.values()];
  const saved = nodes.filter(isSink).sort((a, b) => Number(/preview/i.test(a.type)) - Number(/preview/i.test(b.type)));
  for (const sink of saved.slice(0, mostSinks)) {
    const found = [...upstream(graph, sink, () => false)].filter(isSampler);
    if (found.length > 0) return found;
  }
  const [any] = nodes.filter(isSampler);
  return any ? [any, ...[...upstream(graph, any, () => false)].filter(isSampler)] : [];
}

function readGraph(graph: Graph): Reading<Recipe> {
  const source = { program: "ComfyUI" };
  const samplers = passesOf(graph);
  const [last, first] = [samplers[0], samplers.at(-1)];
  if (!first || !last) {
    const nodes = [...new Set([...graph.values()].map(({ type }) => type))].slice(0, 20);
    return { value: { source }, findings: [recipeFindings.noSampler({ nodes })] };
  }
  const base = passOf(graph, first);
  const positive = conditioningAt(graph, base.positive);
  const negative = conditioningAt(graph, base.negative);
  const model = modelChain(graph, base.model);
  const above = [...upstream(graph, first, isSampler)];
  const empty = above.find(({ inputs }) => inputs.width !== undefined && inputs.height !== undefined);
  const side = (key: string) => wholeAt(graph, empty, key);
  const isStarted = above.some(({ type }) => /^(VAEEncode|LoadImage)/.test(type));
  const second = samplers.length > 1 ? secondPass(graph, passOf(graph, last), first) : {};
  return buildRecipe(
    {
      prompt: positive.text ?? "",
      negativePrompt: negative.text,
      ...defined({
        steps: base.steps,
        sampler: base.sampler,
        schedule: base.schedule,
        cfgScale: base.cfgScale,
        seed: base.seed,
        width: side("width"),
        height: side("height"),
      }),
      clipSkip: positive.clipSkip,
      denoisingStrength: isStarted ? base.denoise : undefined,
      rng: "cpu",
      checkpoint: model.checkpoint,
      vae: vaeOf(graph, last),
      loras: model.loras,
      hires: second.hires,
      source,
      extra: extraOf({ "Distilled CFG Scale": positive.guidance, Refiner: second.refiner }),
    },
    model.unknown.map((node) => recipeFindings.unknownNode({ node })),
  );
}

function wholeAt(graph: Graph, node: GraphNode | undefined, key: string): number | undefined {
  const number = numberOf(valueAt(graph, node?.inputs[key]));
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A pass over a larger latent is hires fix; one over the same latent with another model is the refiner's. */
function secondPass(graph: Graph, pass: Pass, first: GraphNode): { hires?: Recipe["hires"]; refiner?: string } {
  const between = [...upstream(graph, pass.node, (node) => node === first)];
  const larger = between.filter(({ type }) => /upscale|scale/i.test(type));
  if (larger.length === 0) return defined({ refiner: modelChain(graph, pass.model).checkpoint?.name });
  const value = (...keys: string[]) =>
    larger.flatMap(({ inputs }) => keys.map((key) => valueAt(graph, inputs[key]))).find((one) => one !== undefined);
  const loaders = larger.flatMap(({ inputs }) => nodeAt(graph, inputs.upscale_model) ?? []);
  const [width, height] = ["width", "height"].map((key) => {
    const number = numberOf(value(key));
    return Number.isSafeInteger(number) ? number : undefined;
  });
  const hires = {
    scale: numberOf(value("scale_by", "upscale_by")),
    width,
    height,
    steps: pass.steps,
    upscaler: chosen(textOf(loaders[0]?.inputs.model_name)) ?? textOf(value("upscale_method")),
    denoisingStrength: pass.denoise,
  };
  return { hires: defined(hires) };
}

/** Of a VAE that has a loader of its own. */
function vaeOf(graph: Graph, last: GraphNode): Recipe["vae"] | undefined {
  const decoder = [...graph.values()].find(
    ({ inputs }) => nodeAt(graph, inputs.samples) === last && inputs.vae !== undefined,
  );
  const seen = new Set<GraphNode>();
  for (
    let node = nodeAt(graph, decoder?.inputs.vae);
    node && !seen.has(node);
    node = nodeAt(graph, node.inputs.vae ?? node.inputs[""])
  ) {
    seen.add(node);
    const name = chosen(textOf(valueAt(graph, node.inputs.vae_name)));
    if (name !== undefined) return { name };
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
