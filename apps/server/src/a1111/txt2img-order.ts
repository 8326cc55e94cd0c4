import { GenerationRequest, type ModelEntry } from "@danfang/domain";
import { parseNetworkTags } from "@danfang/recipes";
import { findCheckpoint } from "./checkpoints.ts";
import { httpException, invalid, notYet } from "./errors.ts";
import type { OptionValues } from "./options.ts";
import { checkSamplerParameters, samplingOf } from "./sampling.ts";
import type { Txt2ImgBody } from "./txt2img-fields.ts";

export interface OrderContext {
  readonly options: OptionValues;
  readonly models: readonly ModelEntry[];
  /** The checkpoint chosen in the settings. */
  readonly checkpoint: string | undefined;
}

/** Pixels per latent cell; a size between two cells is cut. Source: AUTOMATIC1111, `height // opt_f`. */
const cell = 8;
const onCells = (pixels: number) => Math.floor(pixels / cell) * cell;

/**
 * What a txt2img body orders here. What would change the picture and cannot be done yet is an error that names it.
 * Errors: 422 for a script (there are none) and for values out of range, 501 for what is not in this version.
 */
export function txt2imgOrder(body: Txt2ImgBody, context: OrderContext): GenerationRequest {
  refuseScripts(body);
  refuseWhatIsMissing(body);
  const options = { ...context.options, ...definedOptions(body.override_settings) };
  const { sampler, schedule } = samplingOf(body.sampler_name || body.sampler_index, body.scheduler);
  checkSamplerParameters(sampler, body);
  const hasTarget = body.firstphase_width !== 0 || body.firstphase_height !== 0;
  if (hasTarget && body.enable_hr) throw notYet("firstphase_width");
  const overridden = body.override_settings?.sd_model_checkpoint;
  const checkpoint = typeof overridden === "string" ? findCheckpoint(overridden, context.models)?.name : undefined;
  const parsed = GenerationRequest.safeParse({
    prompt: body.prompt,
    negativePrompt: body.negative_prompt,
    steps: body.steps,
    sampler,
    schedule,
    cfgScale: body.cfg_scale,
    seed: body.seed,
    width: onCells(body.width),
    height: onCells(body.height),
    batchSize: body.batch_size,
    batchCount: body.n_iter,
    clipSkip: Number(options.CLIP_stop_at_last_layers ?? 1),
    etaNoiseSeedDelta: Number(options.eta_noise_seed_delta ?? 0),
    rng: options.randn_source === "CPU" ? "cpu" : "nv", // "GPU" is what an NVIDIA card draws
    vae: vaeOf(options.sd_vae, context.models),
    ...defined("checkpoint", checkpoint ?? context.checkpoint),
  });
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({
      loc: ["body", ...path.map((step) => theirNames[String(step)] ?? String(step))],
      msg: message,
      type: "value_error",
    })),
  );
}

const theirNames: Readonly<Record<string, string>> = {
  negativePrompt: "negative_prompt",
  cfgScale: "cfg_scale",
  batchSize: "batch_size",
  batchCount: "n_iter",
  clipSkip: "CLIP_stop_at_last_layers",
  etaNoiseSeedDelta: "eta_noise_seed_delta",
};

const defined = <K extends string, T>(key: K, value: T | undefined) => (value === undefined ? {} : { [key]: value });

/** Settings of the request that we have a meaning for; the rest stays as it was. */
function definedOptions(settings: Record<string, unknown> | null): OptionValues {
  const known = ["CLIP_stop_at_last_layers", "eta_noise_seed_delta", "randn_source", "sd_vae"];
  const entries = Object.entries(settings ?? {}).filter(([key, value]) => known.includes(key) && value !== null);
  return Object.fromEntries(entries) as OptionValues;
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

function refuseScripts({ script_name, alwayson_scripts }: Txt2ImgBody): void {
  const names = [...(script_name ? [script_name] : []), ...Object.keys(alwayson_scripts)];
  if (names[0] !== undefined) throw httpException(422, `Script '${names[0]}' not found`);
}

function refuseWhatIsMissing(body: Txt2ImgBody): void {
  if (body.enable_hr) throw notYet("Hires. fix (enable_hr)");
  if (body.refiner_checkpoint && body.refiner_checkpoint !== "None") throw notYet("The refiner (refiner_checkpoint)");
  if (body.restore_faces) throw notYet("Face restoration (restore_faces)");
  if (body.tiling) throw notYet("Tiling (tiling)");
  if (body.subseed_strength !== 0) throw notYet("A variation seed (subseed_strength)");
  if (body.seed_resize_from_w > 0 && body.seed_resize_from_h > 0) throw notYet("Seed resize (seed_resize_from_w)");
  if (body.firstpass_image !== null) throw notYet("firstpass_image");
  if (body.disable_extra_networks) return;
  const [network] = parseNetworkTags(body.prompt);
  if (network) throw notYet(`<${network.kind}:${network.name}>`);
}
