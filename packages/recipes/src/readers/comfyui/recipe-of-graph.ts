import type { Recipe } from "@danfang/domain";
import { recipeFindings } from "../../findings.ts";
import { mostModels, mostPasses } from "../../most.ts";
import type { Reading } from "../../reading.ts";
import { buildRecipe, extraOf } from "../build-recipe.ts";
import type { Graph, GraphNode } from "./graph/graph.ts";
import { linksOf } from "./graph/inputs.ts";
import { type Place, placeAt, type Reader, readerOf } from "./graph/places.ts";
import { type Size, sizeOf } from "./graph/sizes.ts";
import { rowOf } from "./nodes/node-table.ts";
import { conditioningOf } from "./walk/conditioning.ts";
import { enlargingOf, isEnlarging, printEnlarging } from "./walk/enlarging.ts";
import { detailersOf } from "./walk/extras.ts";
import { laterPasses } from "./walk/later-passes.ts";
import { modelChain, vaeAt } from "./walk/models.ts";
import { isSampler, type Pass, passOf } from "./walk/passes.ts";
import { type Picture, pictureOf } from "./walk/picture.ts";
import { upstream } from "./walk/upstream.ts";

const source = { program: "ComfyUI" };

/** What a graph painted, walked back from the picture that was saved. Total, and linear in the graph. */
export function recipeOfGraph(graph: Graph): Reading<Recipe> {
  const reader = readerOf(graph);
  const picture = pictureOf(reader);
  const [last, first] = [picture?.passes[0], picture?.passes.at(-1)];
  if (!picture || !first || !last)
    return { value: { source }, findings: [recipeFindings.noSampler({ nodes: typesIn(graph) })] };
  return recipeOfPicture(reader, picture, passOf(reader, first));
}

function recipeOfPicture(reader: Reader, picture: Picture, base: Pass): Reading<Recipe> {
  const positive = conditioningOf(reader, base.holder, "positive");
  const negative = conditioningOf(reader, base.holder, "negative");
  const model = modelChain(reader, { node: base.holder, facet: "model" });
  const later = laterPasses(reader, base, picture.passes.slice(0, -1));
  const start = startOf(reader, base.node);
  const after = afterPasses(picture);
  const controls = Object.fromEntries(positive.controls.map((control, i) => [`ControlNet ${i}`, control]));
  return buildRecipe(
    {
      prompt: positive.text,
      negativePrompt: negative.text,
      steps: base.steps,
      sampler: base.sampler,
      schedule: base.schedule,
      cfgScale: base.cfgScale,
      seed: base.seed,
      width: start.size?.width,
      height: start.size?.height,
      clipSkip: positive.clipSkip,
      denoisingStrength: start.isPicture ? base.denoise : undefined,
      rng: "cpu",
      checkpoint: model.checkpoint,
      vae: decoderVae(reader, picture),
      loras: model.loras,
      hires: later.hires,
      source,
      extra: extraOf(
        { "Distilled CFG Scale": positive.guidance, "CFG scale 2": base.secondCfg },
        later.extra,
        controls,
        printEnlarging(
          enlargingOf(
            reader,
            after.filter(isEnlarging).map(({ node }) => node),
          ),
        ),
        detailersOf(reader, picture.places),
      ),
    },
    [
      ...(model.loras.length >= mostModels ? [recipeFindings.onlyFirst({ what: "loras", most: mostModels })] : []),
      ...(picture.passes.length > mostPasses ? [recipeFindings.onlyFirst({ what: "passes", most: mostPasses })] : []),
      ...[...new Set([...picture.unknown, ...reader.unknown])].map((node) => recipeFindings.unknownNode({ node })),
    ],
  );
}

/** What the first pass starts from: noise of some size, or a picture. */
function startOf(reader: Reader, node: GraphNode): { readonly size: Size | undefined; readonly isPicture: boolean } {
  const links = [...linksOf(node, "latent"), ...linksOf(node, "image"), ...linksOf(node, "pipe")];
  const above = [...upstream(reader, links, "latent", isSampler)].map((place) => place.node);
  const sizes = above.flatMap((one) => (rowOf(one.type)?.isBundle ? [] : (sizeOf(one, reader.values) ?? [])));
  const isPicture = above.some(
    ({ type }) => rowOf(type)?.does === "loadPicture" || /^(VAEEncode|LoadImage)/.test(type),
  );
  return { size: sizes[0], isPicture };
}

/** What lies between the last pass and the picture that was saved. */
function afterPasses({ places }: Picture): readonly Place[] {
  const end = places.findIndex(isSampler);
  return end < 0 ? [] : places.slice(0, end);
}

/** The VAE that decoded what was saved; where none is between, that of the last sampler. */
function decoderVae(reader: Reader, { places }: Picture): Recipe["vae"] {
  for (const { node } of places) {
    const link = linksOf(node, "vae")[0];
    if (link) return vaeAt(reader, placeAt(reader, link, "vae"));
    if (isSampler({ node, facet: "latent" })) return vaeAt(reader, { node, facet: "vae" });
  }
  return undefined;
}

/** Types that are named where nothing was understood. */
const mostTypes = 20;
const typesIn = (graph: Graph): readonly string[] =>
  [...new Set([...graph.values()].map(({ type }) => type))].slice(0, mostTypes);
