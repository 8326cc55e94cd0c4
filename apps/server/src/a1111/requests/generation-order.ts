import {
  defined,
  type GenerationRequest,
  type ModelEntry,
  type Pass,
  GenerationRequest as Request,
  type TaggedKind,
  taggedKinds,
} from "@danfang/domain";
import { mentionOf, parseExtraNetworks, placedNetworks } from "@danfang/prompt";
import { printFloat } from "../answers/info.ts";
import { httpException, invalid, notYet } from "../bodies/errors.ts";
import type { GenerationBody } from "../bodies/txt2img-fields.ts";
import { findCheckpoint } from "../lists/checkpoints.ts";
import { alwaysOnOf } from "../scripts/always-on.ts";
import { scriptOf } from "../scripts/selectable.ts";
import type { Tab } from "../scripts/tab.ts";
import { isOption, type OptionValues } from "../settings/options.ts";
import { nameOfField, readSetting } from "../settings/setting-of.ts";
import { knobsOf } from "./knobs.ts";
import { samplingOf } from "./sampling.ts";

export interface OrderContext {
  readonly options: OptionValues;
  readonly models: readonly ModelEntry[];
  /** The checkpoint chosen in the settings. */
  readonly checkpoint: string | undefined;
}

/** An order before it is checked. */
export type Draft = { readonly [K in keyof GenerationRequest]?: unknown };

/** Pixels per latent cell; a size between two cells is cut. Source: AUTOMATIC1111, `height // opt_f`. */
const cell = 8;
const onCells = (pixels: number) => Math.floor(pixels / cell) * cell;

/** The settings for one request: those that are kept, and on top what it sets for itself. */
export const optionsFor = (body: GenerationBody, kept: OptionValues): OptionValues => ({
  ...kept,
  ...(Object.fromEntries(
    Object.entries(body.override_settings ?? {}).filter(([key, value]) => isOption(key) && value !== null),
  ) as OptionValues),
});

/**
 * What txt2img and img2img share of an order. What would change the picture and cannot be done is an error that names it.
 * Errors: 422 for a script that is not there, 404 for a VAE, 501 for what is not in this version.
 */
export function sharedDraft(body: GenerationBody, context: OrderContext, tab: Tab, hires?: Partial<Pass>): Draft {
  const { plot } = scriptOf(body, tab, context.models);
  alwaysOnOf(body.alwayson_scripts, tab);
  if (body.restore_faces) throw notYet("Face restoration (restore_faces)");
  const options = optionsFor(body, context.options);
  const { sampler, schedule } = samplingOf(body.sampler_name || body.sampler_index, body.scheduler);
  const knobs = knobsOf(
    [
      { sampler, schedule },
      { sampler, schedule, ...hires },
    ],
    body,
    options,
  );
  const turned = { ...knobs, ...tokenMergingOf(body, options, tab) };
  const overridden = body.override_settings?.sd_model_checkpoint;
  const named = typeof overridden === "string" ? findCheckpoint(overridden, checkpointsOf(context))?.name : undefined;
  return {
    prompt: body.disable_extra_networks
      ? parseExtraNetworks(body.prompt).text
      : withUsualNetworks(body.prompt, options),
    negativePrompt: body.negative_prompt,
    steps: body.steps,
    sampler,
    schedule,
    cfgScale: body.cfg_scale,
    seed: body.seed,
    width: onCells(body.width),
    height: onCells(body.height),
    // Without `return_grid` cells show one picture each.
    batchSize: plot && options.return_grid !== true ? 1 : body.batch_size,
    batchCount: plot && options.return_grid !== true ? 1 : body.n_iter,
    ...defined({ grid: plot?.grid }),
    clipSkip: Number(options.CLIP_stop_at_last_layers ?? 1),
    etaNoiseSeedDelta: Number(options.eta_noise_seed_delta ?? 0),
    rng: options.randn_source === "CPU" ? "cpu" : "nv", // "GPU" is what an NVIDIA card draws
    vae: vaeOf(options.sd_vae, context.models),
    ...defined({
      checkpoint: named ?? context.checkpoint,
      emphasis: options.enable_emphasis === false ? "none" : readSetting("emphasis", options),
      tiling: (body.tiling ?? options.tiling === true) || undefined,
      variation: variationOf(body),
      seedResize: seedResizeOf(body),
      refiner: refinerOf(body, context, options),
    }),
    ...(Object.keys(turned).length > 0 ? { knobs: turned } : {}),
  };
}

/** Which network is added to every prompt. */
const settingOfKind = {
  lora: "sd_lora",
  hypernetwork: "sd_hypernetwork",
} as const satisfies Record<TaggedKind, string>;

/**
 * A prompt with the network that the settings add to every prompt, where it is not there already. Source: AUTOMATIC1111
 * v1.10.1 `extra_networks_lora.py`, `extra_networks_hypernet.py`.
 */
function withUsualNetworks(prompt: string, options: OptionValues): string {
  const named = placedNetworks(prompt);
  const weight = printFloat(Number(options.extra_networks_default_multiplier ?? 1));
  const added = taggedKinds.map((kind) => {
    const name = options[settingOfKind[kind]];
    const isNone = typeof name !== "string" || name === "" || name === "None";
    return isNone || named.some((one) => one.kind === kind && one.name.text === name)
      ? ""
      : mentionOf(kind, name, weight);
  });
  return prompt + added.join("");
}

const variationOf = ({ subseed, subseed_strength }: GenerationBody) =>
  subseed_strength > 0 ? { seed: subseed, strength: Math.min(1, subseed_strength) } : undefined;

const seedResizeOf = ({ seed_resize_from_w: width, seed_resize_from_h: height }: GenerationBody) =>
  width > 0 && height > 0 ? { width, height } : undefined;

/**
 * A ratio for img2img goes before the general one, unless the request sets that itself. Source: AUTOMATIC1111 v1.10.1
 * `get_token_merging_ratio`.
 */
function tokenMergingOf({ override_settings: own }: GenerationBody, options: OptionValues, tab: Tab) {
  const number = (key: string) => Number(options[key] ?? 0);
  const ownOfTab = tab === "img2img" && own?.token_merging_ratio === undefined;
  const ratio = (ownOfTab && number("token_merging_ratio_img2img")) || number("token_merging_ratio");
  const hires = tab === "txt2img" ? number("token_merging_ratio_hr") : 0;
  return { ...(ratio > 0 ? { tokenMerging: ratio } : {}), ...(hires > 0 ? { tokenMergingHires: hires } : {}) };
}

/** One that never takes over is none. Source: AUTOMATIC1111 `StableDiffusionProcessing.setup_scripts`, `refiner.py`. */
function refinerOf(
  { refiner_checkpoint: name, refiner_switch_at: switchAt }: GenerationBody,
  context: OrderContext,
  options: OptionValues,
) {
  if (!name || name === "None" || switchAt === null || switchAt >= 1) return undefined;
  return {
    checkpoint: demandCheckpoint(name, context),
    switchAt,
    ...defined({
      bySteps: readSetting("refiner.bySteps", options),
      hiresPasses: readSetting("refiner.hiresPasses", options),
    }),
  };
}

const checkpointsOf = ({ models }: OrderContext) => models.filter(({ kind }) => kind === "checkpoint");

/** Errors: 500 for one that is not here. */
export function demandCheckpoint(name: string, context: OrderContext): string {
  const found = findCheckpoint(name, checkpointsOf(context));
  if (!found) throw httpException(500, `Could not find checkpoint with name ${name}`);
  return found.name;
}

/** `Automatic`, `None`, or a file's name; one that is not here is an error rather than another VAE's colours. */
function vaeOf(name: unknown, models: readonly ModelEntry[]): string {
  const text = typeof name === "string" ? name : "Automatic";
  if (/^auto(matic)?$/i.test(text) || text === "") return "auto";
  if (/^none$/i.test(text)) return "none";
  const found = models.find((m) => m.kind === "vae" && [m.name, m.stem, m.name.split("/").at(-1)].includes(text));
  if (!found) throw httpException(404, `VAE '${text}' not found`);
  return found.name;
}

/** The order that a draft makes. Errors: 422 for values out of range, in the request's own words. */
export function orderOf(draft: Draft): GenerationRequest {
  const parsed = Request.safeParse(draft);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({
      loc: ["body", nameOfField(path.join(".")) ?? String(path.join("."))],
      msg: message,
      type: "value_error",
    })),
  );
}
