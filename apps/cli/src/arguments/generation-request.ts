import { GenerationRequest, pixelsPerLatentCell } from "@danfang/domain";
import { cliErrors } from "../errors.ts";
import type { Expected } from "./expected.ts";
import type { OptionName, OptionValues } from "./options.ts";
import { numberOf, sizeOf, wholeNumberOf } from "./values.ts";

/** Options that paint, by the path of what they say in a request. What is read how, is said by the option's kind. */
const optionAt = {
  prompt: "prompt",
  negativePrompt: "negative",
  styles: "style",
  checkpoint: "model",
  vae: "vae",
  steps: "steps",
  sampler: "sampler",
  schedule: "schedule",
  cfgScale: "cfg",
  cfgRescale: "cfg-rescale",
  seed: "seed",
  "variation.seed": "variation-seed",
  "variation.strength": "variation-strength",
  seedResize: "seed-resize",
  width: "width",
  height: "height",
  clipSkip: "clip-skip",
  batchSize: "batch-size",
  batchCount: "batch-count",
  rng: "rng",
  etaNoiseSeedDelta: "eta-noise-seed-delta",
  emphasis: "emphasis",
  tiling: "tiling",
  "init.image": "init",
  "init.denoisingStrength": "denoise",
  "init.resize": "resize",
  "init.noiseMultiplier": "noise-multiplier",
  "init.imageCfgScale": "image-cfg",
  "init.colorCorrection": "color-correction",
  "init.conditioningMaskWeight": "mask-conditioning",
  "init.mask.image": "mask",
  "init.mask.blur": "mask-blur",
  "init.mask.invert": "mask-invert",
  "init.mask.content": "mask-content",
  "init.mask.area": "mask-area",
  "init.mask.padding": "mask-padding",
  "init.mask.round": "mask-soft",
  "init.mask.soft": "soft-inpainting",
  "init.mask.soft.scheduleBias": "soft-schedule-bias",
  "init.mask.soft.preservation": "soft-preservation",
  "init.mask.soft.contrastBoost": "soft-contrast-boost",
  "init.mask.soft.maskInfluence": "soft-mask-influence",
  "init.mask.soft.differenceThreshold": "soft-difference-threshold",
  "init.mask.soft.differenceContrast": "soft-difference-contrast",
  "hires.scale": "hires-scale",
  hires: "hires-size",
  "hires.steps": "hires-steps",
  "hires.upscaler": "hires-upscaler",
  "hires.denoisingStrength": "hires-denoise",
  "hires.sampler": "hires-sampler",
  "hires.schedule": "hires-schedule",
  "hires.prompt": "hires-prompt",
  "hires.negativePrompt": "hires-negative",
  "hires.checkpoint": "hires-model",
  "refiner.checkpoint": "refiner",
  "refiner.switchAt": "refiner-at",
  "refiner.bySteps": "refiner-by-steps",
  "refiner.hiresPasses": "refiner-passes",
  "knobs.eta": "eta",
  "knobs.etaDdim": "eta",
  "knobs.sChurn": "s-churn",
  "knobs.sTmin": "s-tmin",
  "knobs.sTmax": "s-tmax",
  "knobs.sNoise": "s-noise",
  "knobs.extraNoise": "extra-noise",
  "knobs.img2imgExactSteps": "exact-steps",
  "knobs.minUncondSigma": "min-uncond-sigma",
  "knobs.minUncondAllSteps": "min-uncond-all-steps",
  "knobs.skipEarlyUncond": "skip-early-uncond",
  "knobs.sigmaMin": "sigma-min",
  "knobs.sigmaMax": "sigma-max",
  "knobs.rho": "rho",
  "knobs.betaAlpha": "beta-alpha",
  "knobs.betaBeta": "beta-beta",
  "knobs.unipcVariant": "unipc-variant",
  "knobs.unipcSkipType": "unipc-skip",
  "knobs.unipcOrder": "unipc-order",
  "knobs.unipcLowerOrderFinal": "unipc-full-order-final",
  "knobs.padPrompts": "pad-prompts",
  "knobs.discardNextToLastSigma": "discard-next-to-last-sigma",
  "knobs.sgmNoiseMultiplier": "sgm-noise",
  "knobs.zeroTerminalSnr": "zero-terminal-snr",
  "knobs.tokenMerging": "token-merging",
  "knobs.tokenMergingHires": "token-merging-hires",
  "knobs.hypertile": "hypertile",
  "knobs.hypertileMaxDepth": "hypertile-depth",
  "knobs.hypertileMaxTile": "hypertile-tile",
  "knobs.hypertileSwapSize": "hypertile-swap",
  "knobs.downcastAlphas": "downcast-alphas",
  "knobs.oldPromptEditing": "old-prompt-editing",
  "knobs.secondOrderStepsCountOnce": "second-order-steps-once",
  "knobs.hiresFirstPassNetworks": "hires-first-pass-networks",
  "knobs.prediction": "prediction",
} as const satisfies Record<string, OptionName>;

const numbers = [
  ...(["cfg", "cfg-rescale", "variation-strength", "denoise", "noise-multiplier", "image-cfg"] as const),
  ...(["mask-conditioning", "mask-blur", "hires-scale", "hires-denoise", "refiner-at", "eta", "s-churn"] as const),
  ...(["s-tmin", "s-tmax", "s-noise", "min-uncond-sigma", "skip-early-uncond", "sigma-min", "sigma-max"] as const),
  ...(["rho", "extra-noise", "beta-alpha", "beta-beta", "token-merging", "token-merging-hires"] as const),
  ...(["soft-schedule-bias", "soft-preservation", "soft-contrast-boost", "soft-mask-influence"] as const),
  ...(["soft-difference-threshold", "soft-difference-contrast"] as const),
] as const;
const wholeNumbers = [
  ...(["steps", "seed", "clip-skip", "batch-size", "batch-count", "eta-noise-seed-delta", "variation-seed"] as const),
  ...(["mask-padding", "hires-steps", "unipc-order", "hypertile-depth", "hypertile-tile", "hypertile-swap"] as const),
] as const;
const sizes = ["seed-resize", "hires-size"] as const;

const includes = <T extends OptionName>(list: readonly T[], name: OptionName): name is T => list.includes(name as T);

/** What an option says, as a request has it. Errors: `cli/badValue`. */
function readOption(options: OptionValues, name: OptionName): unknown {
  if (name === "width" || name === "height") return cellsOf(options, name);
  if (includes(numbers, name)) return numberOf(options, name);
  if (includes(wholeNumbers, name)) return wholeNumberOf(options, name);
  if (includes(sizes, name)) return sizeOf(options, name);
  if (name === "mask-soft" || name === "unipc-full-order-final") return options[name] === undefined ? undefined : false;
  if (name === "init") return options.init?.[0]; // of several, each has its own turn
  if (name === "soft-inpainting") return options[name] && {};
  if (name === "rng") return options.rng?.toLowerCase();
  return options[name];
}

const isObject = (value: unknown): value is object => typeof value === "object" && !Array.isArray(value);

/** Puts a value at `init.mask.blur`; what an object holds joins what is there. */
function place(request: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop()!;
  let at = request;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Record<string, unknown>;
  }
  at[last] = isObject(value) ? { ...(at[last] as object), ...value } : value;
}

/**
 * The order for pictures that the options give. Errors: `cli/missingOption`, `cli/badValue`.
 */
export function parseRequest(command: string, options: OptionValues): GenerationRequest {
  if (options.prompt === undefined)
    throw cliErrors.missingOption({ command, option: "--prompt", value: '"red apple"' });
  const given: Record<string, unknown> = {};
  for (const [path, name] of Object.entries(optionAt)) {
    const value = readOption(options, name);
    if (value !== undefined) place(given, path, value);
  }
  const { data, error } = GenerationRequest.safeParse(given);
  if (data) return data;
  const [issue] = error.issues;
  const name = optionAt[issue!.path.join(".") as keyof typeof optionAt];
  if (options[name] === undefined) throw cliErrors.missingOption({ command, option: `--${name}`, value: "…" });
  throw cliErrors.badValue({
    ...{ option: `--${name}`, value: String(options[name]).slice(0, 100), expected: expectedBy(issue!) },
  });
}

/** A side of the picture, which must consist of whole latent cells. Errors: `cli/badValue`. */
function cellsOf(options: OptionValues, name: "width" | "height"): number | undefined {
  const pixels = wholeNumberOf(options, name);
  if (pixels === undefined || pixels % pixelsPerLatentCell === 0) return pixels;
  const nearest = Math.max(1, Math.round(pixels / pixelsPerLatentCell)) * pixelsPerLatentCell;
  const expected = { kind: "multiple", of: pixelsPerLatentCell, nearest } as const;
  throw cliErrors.badValue({ option: `--${name}`, value: String(pixels), expected });
}

type Issue = NonNullable<ReturnType<typeof GenerationRequest.safeParse>["error"]>["issues"][number];

/** What a value must be, as a schema's complaint says it. */
export function expectedBy(issue: Issue): Expected {
  if (issue.code === "too_small") return { kind: "range", least: Number(issue.minimum) + (issue.inclusive ? 0 : 1) };
  if (issue.code === "too_big") return { kind: "range", most: Number(issue.maximum) };
  if (issue.code === "invalid_value") return { kind: "choice", choices: issue.values.map(String) };
  return { kind: "other", reason: issue.message };
}
