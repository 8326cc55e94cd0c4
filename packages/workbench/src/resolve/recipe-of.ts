import { basename } from "node:path";
import {
  type GenerationRequest,
  isRead,
  type KnobName,
  type MaskRequest,
  type Recipe,
  type SamplingKnobs,
} from "@danfang/domain";
import type { PaintOrder, PaintSize } from "@danfang/engine";
import type { Hashes } from "@danfang/library";
import { type PaintingFields, printPaintingFields } from "@danfang/recipes";
import type { OrderFiles, ResolvedOrder } from "./resolve-order.ts";

/** Written into pictures, after the program's name. */
export const programVersion = "0.1.0";

/** The recipe of a job, but for the hashes; the seed is that of its first picture. */
export function recipeOf(request: GenerationRequest, { order, files }: ResolvedOrder, size: PaintSize): Recipe {
  const { variation, init, hires } = request;
  const { loras = [], hypernetworks = [] } = order.setup;
  return {
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    sampler: order.sampler,
    schedule: order.schedule,
    cfgScale: request.cfgScale,
    seed: request.seed,
    ...(variation && variation.strength > 0 ? { variation } : {}),
    ...size,
    clipSkip: request.clipSkip,
    ...(init ? { denoisingStrength: init.denoisingStrength } : {}),
    ...(request.etaNoiseSeedDelta === 0 ? {} : { etaNoiseSeedDelta: request.etaNoiseSeedDelta }),
    rng: request.rng,
    checkpoint: { name: files.checkpoint.stem },
    ...(files.vae ? { vae: { name: basename(files.vae.path) } } : {}),
    ...(loras.length > 0
      ? {
          loras: loras.map(({ name, unetWeight, textWeight }) => ({
            name,
            weight: unetWeight,
            clipWeight: textWeight,
          })),
        }
      : {}),
    ...(hypernetworks.length > 0 ? { hypernetworks: hypernetworks.map(({ name, weight }) => ({ name, weight })) } : {}),
    ...(hires && order.hires ? { hires: hiresOf(hires, order.hires) } : {}),
    source: { program: "danfang", version: programVersion },
    ...extraOf(printPaintingFields(fieldsOf(request, order, files))),
  };
}

const extraOf = (extra: Record<string, string>) => (Object.keys(extra).length > 0 ? { extra } : {});

function hiresOf(hires: NonNullable<GenerationRequest["hires"]>, { upscaler }: NonNullable<PaintOrder["hires"]>) {
  const { scale, width, height, steps, denoisingStrength } = hires;
  const hasSize = width !== undefined || height !== undefined;
  return {
    ...(hasSize ? { width: width ?? 0, height: height ?? 0 } : { scale }),
    ...(steps > 0 ? { steps } : {}),
    upscaler: upscaler.kind === "model" ? basename(upscaler.file).replace(/\.[^.]+$/, "") : upscaler.name,
    denoisingStrength,
  };
}

/** Soft inpainting is said whole wherever it is on. */
const softOf = ({ soft }: MaskRequest) => soft && { ...soft, isOn: true };

/** What an infotext says besides the recipe's own fields, only where it is not what it would be anyway. */
function fieldsOf(
  { seedResize, init, hires, refiner, knobs, tiling, cfgRescale, emphasis }: GenerationRequest,
  order: PaintOrder,
  files: OrderFiles,
): PaintingFields {
  return {
    seedResize,
    tiling,
    cfgRescale,
    emphasis,
    knobs: knobs && tellingKnobs(knobs, order),
    ...(init ? { init: { ...init, mask: init.mask && { ...init.mask, soft: softOf(init.mask) } } } : {}),
    hires: hires && {
      ...hires,
      sampler: hires.sampler === undefined ? undefined : order.hires?.sampler,
      schedule: hires.schedule === undefined ? undefined : order.hires?.schedule,
      checkpoint: files.hiresCheckpoint?.stem,
    },
    refiner: refiner && files.refiner ? { ...refiner, checkpoint: files.refiner.stem } : undefined,
  };
}

/** Knobs without those that none of the order's samplers and schedules reads. */
const tellingKnobs = (knobs: SamplingKnobs, { sampler, schedule, hires }: PaintOrder): SamplingKnobs =>
  Object.fromEntries(
    Object.entries(knobs).filter(([name]) =>
      isRead(`knobs.${name as KnobName}`, [{ sampler, schedule }, ...(hires ? [hires] : [])]),
    ),
  );

/** The models' references with their hashes: of LoRAs that of their tensors, as the WebUI has it. */
export async function withHashes(
  recipe: Recipe,
  { order, files }: ResolvedOrder,
  used: readonly string[],
  hashes: Hashes,
  signal: AbortSignal | undefined,
): Promise<Recipe> {
  const { checkpoint, vae } = files;
  const loras = await Promise.all(
    (recipe.loras ?? []).map(async (ref, i) => ({
      ...ref,
      hash: await hashes.tensorSha256(order.setup.loras![i]!.file, signal),
    })),
  );
  const embeddings = await Promise.all(
    (order.setup.embeddings ?? [])
      .filter(({ name }) => used.includes(name))
      .map(async ({ name, file }) => ({ name, hash: await hashes.sha256(file, signal) })),
  );
  return {
    ...recipe,
    checkpoint: { ...recipe.checkpoint, hash: await hashes.sha256(checkpoint.path, signal) },
    ...(vae ? { vae: { ...recipe.vae, hash: await hashes.sha256(vae.path, signal) } } : {}),
    ...(loras.length > 0 ? { loras } : {}),
    ...(embeddings.length > 0 ? { embeddings } : {}),
  };
}
