import {
  defined,
  GenerationRequest,
  GridRequest,
  type HiresRequest,
  type Recipe,
  refsIn,
  SamplingKnobs,
  samplerLabelled,
  scheduleNamed,
  writtenKinds,
} from "@danfang/domain";
import {
  type PaintingFields,
  readGridFields,
  readPaintingFields,
  splitSampler,
  unfollowedFields,
} from "@danfang/recipes";
import { type KnownModels, type MissingModel, openRecipeModels, type RecipeModels } from "./recipe-models.ts";

/** What a recipe asks of this studio. */
export interface RecipeOrder {
  /** The fields that can be ordered here. */
  readonly request: Partial<GenerationRequest>;
  /** How the picture was used that painting started from. No recipe carries that picture, so it is no order yet. */
  readonly init?: NonNullable<PaintingFields["init"]>;
  /** The models that are not here. */
  readonly missing: readonly MissingModel[];
  /** Further fields of the recipe that nothing here follows. */
  readonly unused: readonly string[];
}

/**
 * Turns a recipe into an order, as far as it goes. A field beyond what can be ordered is left out rather than changed; a
 * model is found by its hash, else by its name. What was painted by an order gives that order again, its schedule named.
 */
export async function orderOfRecipe(recipe: Recipe, known: KnownModels): Promise<RecipeOrder> {
  const models = await openRecipeModels(recipe, known);
  const { extra = {}, variation } = recipe;
  const painting = readPaintingFields(extra);
  const grid = readGridFields(extra);
  for (const kind of writtenKinds) if (kind !== "lora") for (const ref of refsIn(recipe, kind)) models.find(kind, ref);
  const { negativePrompt, steps, cfgScale, seed, width, height } = recipe;
  // One that is not known here is named in a finding of the recipe, and the order keeps its own.
  const sampler = recipe.sampler && samplerLabelled(recipe.sampler)?.label;
  const schedule = recipe.schedule && scheduleNamed(recipe.schedule)?.name;
  const wanted = {
    prompt: recipe.prompt === undefined ? undefined : models.renamed(recipe.prompt) + models.unmentioned,
    negativePrompt,
    steps,
    sampler,
    schedule,
    cfgScale,
    seed,
    variation,
    width,
    height,
    clipSkip: recipe.clipSkip,
    etaNoiseSeedDelta: recipe.etaNoiseSeedDelta,
    // The WebUI's "GPU" is what an NVIDIA card draws, and that is what `nv` gives bit for bit.
    rng: recipe.rng === "gpu" ? "nv" : recipe.rng,
    checkpoint: models.find("checkpoint", recipe.checkpoint)?.name,
    vae: models.find("vae", recipe.vae)?.name,
    seedResize: painting.seedResize,
    tiling: painting.tiling,
    cfgRescale: painting.cfgRescale,
    emphasis: painting.emphasis,
    hires: recipe.hires && hiresOf(recipe, painting, models),
    refiner: refinerOf(painting, models),
    knobs: knobsOf(painting),
    grid: grid && GridRequest.safeParse(grid).data,
  };
  const request = Object.entries(wanted).flatMap(([name, value]) => {
    const field = GenerationRequest.shape[name as keyof typeof GenerationRequest.shape];
    const { data } = field.safeParse(value);
    return value === undefined || data === undefined ? [] : [[name, data] as const];
  });
  const init = { ...defined({ denoisingStrength: recipe.denoisingStrength }), ...painting.init };
  return {
    request: Object.fromEntries(request),
    ...(Object.keys(init).length > 0 ? { init } : {}),
    missing: models.missing,
    unused: unfollowedFields(extra).filter((key) => grid === undefined || !isOfGrid(key)),
  };
}

const isOfGrid = (key: string): boolean => key === "Script" || /^(Fixed )?[XYZ] (Type|Values)$/.test(key);

function hiresOf(recipe: Recipe, { hires = {} }: PaintingFields, models: RecipeModels): Partial<HiresRequest> {
  const { scale, width, height, steps, upscaler, denoisingStrength } = recipe.hires ?? {};
  const prompt = (text: string | undefined) => (text ? models.renamed(text) : undefined);
  return defined({
    scale,
    width: width || undefined,
    height: height || undefined,
    steps,
    denoisingStrength,
    upscaler: models.upscaler(upscaler),
    ...hiresSampling(recipe, hires),
    prompt: prompt(hires.prompt),
    negativePrompt: prompt(hires.negativePrompt),
    checkpoint: models.checkpoint(hires.checkpoint),
  });
}

/**
 * A sampler of the second pass that names no schedule: the WebUI writes a schedule only where it is another one than the
 * first pass's, we write every one that was asked for.
 */
function hiresSampling({ sampler, schedule, source }: Recipe, hires: Partial<HiresRequest>) {
  if (hires.sampler === undefined && hires.schedule === undefined) return {};
  const split = splitSampler(hires.sampler ?? sampler, hires.schedule);
  const isNamed = hires.schedule !== undefined || split.sampler !== (hires.sampler ?? sampler);
  const isUsual = schedule !== undefined && samplerLabelled(sampler ?? "")?.schedule === schedule;
  const first = source?.program === "danfang" || isUsual ? undefined : schedule;
  return {
    sampler: hires.sampler === undefined ? undefined : split.sampler,
    schedule: isNamed ? split.schedule : first,
  };
}

function refinerOf({ refiner }: PaintingFields, models: RecipeModels): Partial<GenerationRequest["refiner"]> {
  const checkpoint = models.checkpoint(refiner?.checkpoint);
  return checkpoint === undefined ? undefined : { ...refiner, checkpoint };
}

/** Knobs turned as far as they go here; each by itself. */
function knobsOf({ knobs = {} }: PaintingFields): SamplingKnobs | undefined {
  const valid = Object.entries(knobs).filter(
    ([name, value]) => SamplingKnobs.shape[name as keyof SamplingKnobs].safeParse(value).success,
  );
  return valid.length > 0 ? Object.fromEntries(valid) : undefined;
}
