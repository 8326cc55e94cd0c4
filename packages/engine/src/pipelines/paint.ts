import {
  defined,
  pixelsPerLatentCell,
  type RgbImage,
  type SamplingKnobs,
  type Seed,
  type Tensor,
} from "@danfang/domain";
import type { Conditioning } from "../orders/conditioning.ts";
import type { DenoiseOrder, LatentStart } from "../orders/denoise-order.ts";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { LoadedModel, ModelSetup } from "../orders/model-setup.ts";
import type { HiresOrder, PaintEvent, PaintOrder, PaintSize } from "../orders/paint-order.ts";
import { findSampling } from "../sampling/index.ts";
import { imageOf } from "../tensors/latents.ts";
import { checkHiresSize, checkOrder, paintSizeOf } from "./check-order.ts";
import { condition } from "./condition.ts";
import { enlargeLatent, type FirstPass } from "./hires.ts";
import { emptyConditioning } from "./image-conditioning.ts";
import { prepareStart, type StartPicture } from "./start-picture.ts";

const now = () => performance.now() / 1000;

/** The WebUI's slider where an edit model is loaded. */
const usualImageCfgScale = 1.5;

/** Everything that the batches of an order share. */
interface Prepared {
  readonly engine: EngineParts;
  readonly order: PaintOrder;
  readonly model: LoadedModel;
  readonly size: PaintSize;
  readonly conditioning: Conditioning;
  readonly refining: Refining;
  readonly start: StartPicture | undefined;
  readonly signal: AbortSignal | undefined;
}
type Refining = DenoiseOrder["refiner"];

/**
 * An order to pictures: prompts are encoded once, then batch by batch is denoised, enlarged and denoised again where
 * hires is asked for, and decoded.
 *
 * Errors: `engine/badSize`, `engine/tooLarge`, `engine/maskSize`, `engine/maskWithHires`, `engine/unknownSampler`, `engine/unknownSchedule`, `engine/unknownUpscaler`, and those of
 * {@link EngineParts}.
 */
export async function* paint(
  parts: EngineParts,
  order: PaintOrder,
  signal?: AbortSignal,
): AsyncGenerator<PaintEvent, void> {
  checkOrder(order);
  const { setup, init } = order;
  const { engine, notes } = hearNotes(parts);
  yield { type: "loading" };
  let begin = now();
  const model = await engine.load(setup, signal);
  const size = paintSizeOf(order, model.nativeSize);
  checkHiresSize(order, size);
  notes(); // those of the first model are its own
  yield { type: "loaded", model, seconds: now() - begin, size };

  begin = now();
  const steps = countingOf(order);
  const conditioning = await condition(engine, { setup, embeddings: model.embeddings }, order, steps);
  const refining = refinesIn("first", order) ? await refiningOf(engine, order, order, steps) : undefined;
  const start = init && (await prepareStart(engine, setup, model, init, size));
  yield* notes();
  yield { type: "encoded", seconds: now() - begin };

  const prepared: Prepared = { engine, order, model, size, conditioning, refining, start, signal };
  for (const [batch, seeds] of order.batches.entries()) {
    const begun = start && startOf(start, order, seeds);
    const { latent, painter } = yield* paintBatch(prepared, batch, begun);
    yield* notes();
    yield { type: "decoding", batch };
    begin = now();
    const pictures = await engine.decode(painter, latent, signal);
    const images = seeds.map((seed, i) => ({
      seed,
      ...finished(start, begun, { i, pixels: pictures[i]!, latent: imageOf(latent, i) }),
    }));
    yield { type: "batch", batch, images, decodeSeconds: now() - begin };
  }
}

/** The same parts, and on asking what models said that were loaded since the last time. */
function hearNotes(parts: EngineParts): { readonly engine: EngineParts; readonly notes: () => PaintEvent[] } {
  const heard: PaintEvent[] = [];
  async function load(setup: ModelSetup, signal?: AbortSignal): Promise<LoadedModel> {
    const model = await parts.load(setup, signal);
    heard.push(...model.notes.map((note) => ({ type: "note" as const, note })));
    return model;
  }
  return { engine: { ...parts, load }, notes: () => heard.splice(0) };
}

/** How prompt schedules count the steps of the first pass, or those of the second after it. */
const countingOf = ({ sampler, steps, knobs }: PaintOrder, hires?: HiresOrder): Counting => ({
  steps: callsOf(sampler, steps, knobs),
  hiresSteps: hires && callsOf(hires.sampler, hires.steps, knobs),
  useOldScheduling: knobs?.oldPromptEditing,
});
type Counting = Parameters<typeof condition>[3];

/** One pass, or two, or the second alone where a picture takes the first one's place. */
async function* paintBatch(
  prepared: Prepared,
  batch: number,
  begun: LatentStart | undefined,
): AsyncGenerator<PaintEvent, { readonly latent: Tensor; readonly painter: ModelSetup }> {
  const { setup, hires, batches } = prepared.order;
  if (hires?.firstPass)
    return yield* secondPass(prepared, batch, { picture: hires.firstPass, count: batches[batch]!.length });
  const latent = yield* denoise(prepared, batch, begun);
  return hires ? yield* secondPass(prepared, batch, { latent }) : { latent, painter: setup };
}

/** A painted picture as the order wants to have it, with its latent. */
const finished = (
  start: StartPicture | undefined,
  begun: LatentStart | undefined,
  { i, pixels, latent }: { readonly i: number; readonly pixels: RgbImage; readonly latent: Tensor },
) => ({ pixels: start && begun ? start.finish(pixels, { i, start: begun, latent }) : pixels, latent });

/** Steps as prompt schedules count them: calls of the model. */
const callsOf = (sampler: string, steps: number, knobs: SamplingKnobs = {}): number =>
  steps * (findSampling(sampler, "automatic").sampler.secondOrder && !knobs.secondOrderStepsCountOnce ? 2 : 1);

/** Whether a refiner takes over in a pass. Source: AUTOMATIC1111's setting `hires_fix_refiner_pass`. */
function refinesIn(pass: "first" | "second", { refiner, hires }: PaintOrder): boolean {
  const { hiresPasses = "second" } = refiner ?? {};
  return hires === undefined || hiresPasses === "both" || hiresPasses === pass;
}

async function refiningOf(
  engine: EngineParts,
  { refiner, clipSkip, emphasis, knobs }: PaintOrder,
  { prompt, negativePrompt }: { readonly prompt: string; readonly negativePrompt: string },
  steps: Counting,
): Promise<Refining> {
  if (!refiner) return undefined;
  const { embeddings } = await engine.load(refiner.setup);
  const prompts = { prompt, negativePrompt, clipSkip, emphasis, knobs };
  return { ...refiner, ...(await condition(engine, { setup: refiner.setup, embeddings }, prompts, steps)) };
}

/** One run of the sampler, its steps told. */
async function* run(
  { engine, signal }: Prepared,
  setup: ModelSetup,
  order: DenoiseOrder,
  told: { readonly batch: number; readonly pass: "first" | "hires" },
): AsyncGenerator<PaintEvent, Tensor> {
  const denoising = engine.denoise(setup, order, signal);
  let next = await denoising.next();
  for (; !next.done; next = await denoising.next()) yield { type: "step", ...told, progress: next.value };
  return next.value;
}

/** What both passes of a batch have in common. */
function commonOf({ order, size }: Prepared, batch: number) {
  const { cfgScale, cfgRescale, knobs, previews, rng, etaNoiseSeedDelta, variation, seedResize } = order;
  const seeds = order.batches[batch]!;
  const inCells = (pixels: number) => Math.floor(pixels / pixelsPerLatentCell);
  return {
    cfgScale,
    cfgRescale,
    knobs,
    previews,
    noise: {
      seeds,
      rng,
      etaNoiseSeedDelta,
      ...(variation ? { variation: { seeds: variation.batches[batch]!, strength: variation.strength } } : {}),
      ...(seedResize ? { resizeFrom: { width: inCells(seedResize.width), height: inCells(seedResize.height) } } : {}),
    },
    width: inCells(size.width),
    height: inCells(size.height),
  };
}

async function* denoise(
  prepared: Prepared,
  batch: number,
  begun: LatentStart | undefined,
): AsyncGenerator<PaintEvent, Tensor> {
  const { engine, order, model, size, conditioning, refining, start } = prepared;
  const { setup, sampler, schedule, steps, init } = order;
  const common = commonOf(prepared, batch);
  const cells = { width: common.width, height: common.height };
  const imageConditioning = start ? start.imageConditioning : await emptyConditioning(engine, setup, model, cells);
  return yield* run(
    prepared,
    setup,
    {
      ...common,
      ...conditioning,
      sampler,
      schedule,
      steps,
      imageConditioning,
      refiner: refining,
      ...(model.sees === "edit" ? { imageCfgScale: init?.imageCfgScale ?? usualImageCfgScale } : {}),
      ...defined({ start: begun }),
      size: { ...size, cropTop: 0, cropLeft: 0 },
    },
    { batch, pass: "first" },
  );
}

/** Where a batch of pictures starts from a picture. Source: AUTOMATIC1111's setting `img2img_fix_steps`. */
function startOf(start: StartPicture, { rng, knobs }: PaintOrder, seeds: readonly Seed[]): LatentStart {
  const usual = start.startOf({ seeds, rng });
  return knobs?.img2imgExactSteps ? { ...usual, steps: "exact" } : usual;
}

/** The larger pass: its own prompts, sampler and checkpoint, and exactly as many steps as are asked for. */
async function* secondPass(
  prepared: Prepared,
  batch: number,
  first: FirstPass,
): AsyncGenerator<PaintEvent, { latent: Tensor; painter: ModelSetup }> {
  const { engine, order, size, signal } = prepared;
  const hires = order.hires!;
  const latent = await enlargeLatent(engine, order.setup, first, size, hires, signal);
  const [, , height = 0, width = 0] = latent.shape;
  const model = await engine.load(hires.setup, signal);
  const counted = countingOf(order, hires);
  const conditioning = await condition(
    engine,
    { setup: encodingSetup(order, hires), embeddings: model.embeddings },
    { ...order, ...pickPrompts(hires) },
    counted,
  );
  const done = yield* run(
    prepared,
    hires.setup,
    {
      ...commonOf(prepared, batch),
      ...conditioning,
      sampler: hires.sampler,
      schedule: hires.schedule,
      steps: hires.steps,
      width,
      height,
      refiner: refinesIn("second", order) ? await refiningOf(engine, order, hires, counted) : undefined,
      imageConditioning: await emptyConditioning(engine, hires.setup, model, { width, height }),
      start: { latent, denoisingStrength: hires.denoisingStrength, steps: "exact" },
      size: { width: width * pixelsPerLatentCell, height: height * pixelsPerLatentCell, cropTop: 0, cropLeft: 0 },
    },
    { batch, pass: "hires" },
  );
  return { latent: done, painter: hires.setup };
}

/**
 * The setup that encodes the second pass' prompts. Its networks may be the first pass', unless it has a checkpoint of its
 * own. Source: AUTOMATIC1111's setting `hires_fix_use_firstpass_conds`.
 */
const encodingSetup = ({ setup, knobs }: PaintOrder, hires: HiresOrder): ModelSetup =>
  knobs?.hiresFirstPassNetworks && hires.setup.checkpoint === setup.checkpoint ? setup : hires.setup;

const pickPrompts = ({ prompt, negativePrompt }: { prompt: string; negativePrompt: string }) => ({
  prompt,
  negativePrompt,
});
