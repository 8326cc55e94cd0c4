import {
  fields,
  type GenerationRequest,
  type HiresRequest,
  type InitRequest,
  type Problem,
  type SamplingKnobs,
} from "@danfang/domain";
import { findSampling, type HiresOrder, type InitOrder, type ModelSetup, type PaintOrder } from "@danfang/engine";
import { libraryErrors, type ModelFile, previewVaesAmong, type Shelf } from "@danfang/library";
import { stripComments } from "@danfang/prompt";
import type { Names } from "../names/names.ts";
import { type GivenPictures, readPictures } from "../pictures/given-pictures.ts";
import { readPicture } from "../pictures/read-picture.ts";
import type { Places } from "../places/places.ts";
import { seedsOf } from "../seeds/seeds.ts";
import { chooseVae } from "./choose-vae.ts";
import { findEmbeddings, findNetworks } from "./find-networks.ts";
import { findUpscaler } from "./find-upscaler.ts";

export interface ResolveContext {
  readonly places: Places;
  readonly names: Names;
}

/** The model files that an order uses, as they are named in its recipe. */
export interface OrderFiles {
  readonly checkpoint: ModelFile;
  readonly vae: ModelFile | undefined;
  readonly hiresCheckpoint: ModelFile | undefined;
  readonly refiner: ModelFile | undefined;
}

export interface ResolvedOrder {
  readonly order: PaintOrder;
  readonly files: OrderFiles;
  readonly notes: readonly Problem[];
}

/**
 * An order with every name found on the disk and every picture read. Seeds must be drawn already.
 *
 * Pictures that are given are not read. Errors: `library/notFound`, `library/noModels`, `inputs/notFound`,
 * `engine/unknownSampler`, `engine/unknownSchedule`, `workbench/badPicture`.
 */
export async function resolveOrder(
  request: GenerationRequest,
  context: ResolveContext,
  previews: boolean,
  given?: GivenPictures,
): Promise<ResolvedOrder> {
  const { sampler, schedule } = findSampling(request.sampler, request.schedule);
  const { shelf } = context.names;
  const prompt = stripComments(request.prompt);
  const negativePrompt = stripComments(request.negativePrompt);
  const networks = await findNetworks(prompt, shelf);
  const texts = [prompt, negativePrompt, request.hires?.prompt ?? "", request.hires?.negativePrompt ?? ""];
  const embeddings = await findEmbeddings(texts, shelf);

  const checkpoint = await findCheckpoint(request.checkpoint, context);
  const { vae, notes: vaeNotes } = await chooseVae(request.vae, checkpoint, context);
  const setup: ModelSetup = {
    checkpoint: checkpoint.path,
    vae: vae?.path,
    loras: networks.loras,
    hypernetworks: networks.hypernetworks,
    embeddings,
    previewVaes: previews ? await findPreviewDecoders(shelf) : undefined,
    tiling: request.tiling,
    tokenMerging: request.knobs?.tokenMerging,
    hypertile: request.knobs?.hypertile === "both" ? hypertileOf(request.knobs) : undefined,
    zeroTerminalSnr: request.knobs?.zeroTerminalSnr,
    prediction: request.knobs?.prediction,
  };
  const hires =
    request.hires && (await resolveHires(request.hires, { ...request, prompt, negativePrompt }, setup, context));
  const refiner = request.refiner && (await findCheckpoint(request.refiner.checkpoint, context));
  const order: PaintOrder = {
    setup,
    prompt: networks.text,
    negativePrompt,
    emphasis: request.emphasis,
    steps: request.steps,
    sampler: sampler.label,
    schedule: schedule.name,
    cfgScale: request.cfgScale,
    cfgRescale: request.cfgRescale,
    knobs: request.knobs,
    ...seedsOf(request),
    seedResize: request.seedResize,
    width: request.width,
    height: request.height,
    clipSkip: request.clipSkip,
    rng: request.rng,
    etaNoiseSeedDelta: request.etaNoiseSeedDelta,
    init: request.init && initOf(request.init, given ?? (await readPictures(request.init, context.names))),
    hires: hires?.order,
    refiner: refiner && { switchAt: 1, ...request.refiner, setup: { ...setup, checkpoint: refiner.path } },
    previews,
  };
  const files = { checkpoint, vae, hiresCheckpoint: hires?.checkpoint, refiner };
  return { order, files, notes: [...networks.notes, ...vaeNotes, ...(hires?.notes ?? [])] };
}

const hypertileOf = ({
  hypertileMaxDepth: maxDepth = fields["knobs.hypertileMaxDepth"].usual,
  hypertileMaxTile: maxTile = fields["knobs.hypertileMaxTile"].usual,
  hypertileSwapSize: swapSize = fields["knobs.hypertileSwapSize"].usual,
}: SamplingKnobs) => ({ maxDepth, maxTile, swapSize });

async function findCheckpoint(name: string | undefined, { places, names }: ResolveContext): Promise<ModelFile> {
  if (name !== undefined) return names.shelf.find("checkpoint", name);
  const first = await names.shelf.first("checkpoint");
  if (first) return first; // what paints when nobody names a model: the first the user has, else the starter
  throw libraryErrors.noModels({ kind: "checkpoint", folders: places.roots });
}

/** TAESD, where the user has it. */
async function findPreviewDecoders(shelf: Pick<Shelf, "list">): Promise<ModelSetup["previewVaes"]> {
  const found = previewVaesAmong(await shelf.list("previewVae")).filter(({ part }) => part === "decoder");
  const of = (family: "sd" | "sdxl") => found.find((vae) => vae.family === family)?.file.path;
  return { sd: of("sd"), sdxl: of("sdxl") };
}

interface ResolvedHires {
  readonly order: HiresOrder;
  readonly checkpoint: ModelFile | undefined;
  readonly notes: readonly Problem[];
}

/** What the second pass does not say for itself is that of the first. */
async function resolveHires(
  hires: HiresRequest,
  first: GenerationRequest,
  setup: ModelSetup,
  context: ResolveContext,
): Promise<ResolvedHires> {
  const { sampler, schedule } = findSampling(
    hires.sampler ?? first.sampler,
    hires.schedule ?? (hires.sampler === undefined ? first.schedule : "automatic"),
  );
  const checkpoint = hires.checkpoint === undefined ? undefined : await findCheckpoint(hires.checkpoint, context);
  const networks = await findNetworks(stripComments(hires.prompt || first.prompt), context.names.shelf);
  return {
    order: {
      setup: {
        ...setup,
        ...(checkpoint ? { checkpoint: checkpoint.path } : {}),
        hypertile: first.knobs?.hypertile && hypertileOf(first.knobs),
        tokenMerging: first.knobs?.tokenMergingHires || setup.tokenMerging,
        loras: networks.loras,
        hypernetworks: networks.hypernetworks,
      },
      prompt: networks.text,
      negativePrompt: stripComments(hires.negativePrompt || first.negativePrompt),
      scale: hires.scale,
      width: hires.width,
      height: hires.height,
      steps: hires.steps || first.steps,
      sampler: sampler.label,
      schedule: schedule.name,
      denoisingStrength: hires.denoisingStrength,
      upscaler: await findUpscaler(hires.upscaler, context.names),
      firstPass:
        hires.firstPass === undefined ? undefined : await readPicture(await context.names.picture(hires.firstPass)),
    },
    checkpoint,
    notes: hires.prompt ? networks.notes : [],
  };
}

function initOf({ mask, passes: _, ...init }: InitRequest, given: GivenPictures): InitOrder {
  const { others: __, ...plain } = init;
  const masked = mask && given.mask && { ...mask, latent: undefined, ...given.mask };
  return { ...plain, ...given, mask: masked };
}
