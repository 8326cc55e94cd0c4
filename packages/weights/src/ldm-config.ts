import { basename, dirname, join } from "node:path";
import { pixelsPerLatentCell } from "@danfang/domain";
import { readTextBeside } from "@danfang/formats";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { configurationText, faultOf } from "./configuration-text.ts";
import { weightsErrors } from "./errors.ts";
import type { Prediction } from "./families/family.ts";

/** Bytes. A configuration is a page or two of text; what is far longer only takes time to refuse. */
const largestConfig = 100_000;

const HeadCount = z.number().int();
const Unet = z.object({ num_heads: HeadCount.optional(), num_head_channels: HeadCount.optional() });
const Text = z.object({ num_attention_heads: HeadCount.optional() });
const Scaling = z.object({
  params: z.object({ scaling_config: z.object({ target: z.string() }).nullish() }).nullish(),
});

const LdmYaml = z.object({
  model: z.object({
    params: z.object({
      linear_start: z.number().positive().lt(1).optional(),
      linear_end: z.number().positive().lt(1).optional(),
      timesteps: z.number().int().min(2).max(100_000).optional(),
      scale_factor: z.number().positive().optional(),
      parameterization: z.string().optional(),
      unet_config: z.object({ params: Unet.nullish() }).nullish(),
      network_config: z.object({ params: Unet.nullish() }).nullish(), // as SGM calls it
      denoiser_config: Scaling.nullish(), // where SGM says what is predicted
      cond_stage_config: z.union([z.string(), z.object({ params: Text.nullish() })]).nullish(),
    }),
  }),
});

/** What shapes cannot tell. Every field may be missing: then the rules of the family hold. */
export interface LdmConfig {
  readonly unetHeads?: number | undefined;
  readonly unetHeadChannels?: number | undefined;
  readonly textHeads?: number | undefined;
  readonly linearStart?: number | undefined;
  readonly linearEnd?: number | undefined;
  readonly timesteps?: number | undefined;
  readonly scaleFactor?: number | undefined;
  readonly prediction?: Prediction | undefined;
  /** Whether the schedule ends in nothing but noise. */
  readonly zeroTerminalSnr?: boolean | undefined;
  /** Pixels. */
  readonly nativeSize?: number | undefined;
}

const positive = (n: number | undefined) => (n !== undefined && n > 0 ? n : undefined); // LDM writes -1 for "not set"

/**
 * Parses an LDM configuration, as authors publish it beside a checkpoint.
 *
 * Errors: `weights/badConfiguration`.
 */
export function parseLdmYaml(text: string, file: string): LdmConfig {
  let document: unknown;
  try {
    document = parse(text, yamlOptions);
  } catch (cause) {
    throw weightsErrors.badConfiguration(
      {
        file,
        fault: {
          en: `not readable as YAML (${placeOf(cause, text)})`,
          zh: `不能按 YAML 读取（「${placeOf(cause, text)}」）`,
        },
      },
      cause,
    );
  }
  const parsed = LdmYaml.safeParse(document);
  if (!parsed.success) throw weightsErrors.badConfiguration({ file, fault: faultOf(parsed.error) });
  const { params } = parsed.data.model;
  const unet = params.unet_config?.params ?? params.network_config?.params;
  const scaling = params.denoiser_config?.params?.scaling_config?.target;
  const text_ = typeof params.cond_stage_config === "object" ? params.cond_stage_config?.params : undefined;
  return {
    unetHeads: positive(unet?.num_heads),
    unetHeadChannels: positive(unet?.num_head_channels),
    textHeads: positive(text_?.num_attention_heads),
    linearStart: params.linear_start,
    linearEnd: params.linear_end,
    timesteps: params.timesteps,
    scaleFactor: params.scale_factor,
    prediction: predictionOf(params.parameterization) ?? predictionOfScaling(scaling),
  };
}

/** Errors as the package prints them quote the text, which takes minutes where a short file has many. */
const yamlOptions = { maxAliasCount: 20, schema: "core", logLevel: "error", prettyErrors: false } as const;

/** What the first fault is, and in which line. */
function placeOf(cause: unknown, text: string): string {
  const [message = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1);
  const short = message.length > longestFault ? `${message.slice(0, longestFault)}…` : message;
  if (!(cause instanceof YAMLParseError)) return short;
  return `${short} in line ${text.slice(0, cause.pos[0]).split("\n").length}`;
}

/** Characters: some messages quote the file. */
const longestFault = 200;

/** `sgm.modules.diffusionmodules.denoiser_scaling.VScaling` and its like. */
function predictionOfScaling(target: string | undefined): Prediction | undefined {
  const name = target?.split(".").at(-1);
  if (name === "VScaling") return "v";
  return name === "EpsScaling" ? "epsilon" : undefined;
}

function predictionOf(parameterization: string | undefined): Prediction | undefined {
  if (parameterization === undefined) return undefined;
  return parameterization.startsWith("v") ? "v" : "epsilon";
}

/**
 * The `.yaml` beside a checkpoint, under its name; undefined where there is none. Errors: `weights/badConfiguration`; those
 * of a file that cannot be read (`files/…`).
 */
export async function readLdmYaml(checkpoint: string): Promise<LdmConfig | undefined> {
  const name = basename(checkpoint).replace(/\.[^.]+$/, ".yaml");
  const file = join(dirname(checkpoint), name);
  const text = configurationText(await readTextBeside(checkpoint, name, largestConfig), file);
  return text === undefined ? undefined : parseLdmYaml(text, file);
}

const headsIn = (text: string | undefined) => positive(Number(/(?<!\d)(\d+) heads\b/.exec(text ?? "")?.[1] ?? -1));

function sizeIn(metadata: Readonly<Record<string, string>>): number | undefined {
  const [, size] = /^(\d+)(x\d+)?$/.exec(metadata["modelspec.resolution"] ?? metadata.resolution ?? "") ?? [];
  const pixels = Number(size);
  return pixels >= 64 && pixels <= 2048 && pixels % pixelsPerLatentCell === 0 ? pixels : undefined;
}

/**
 * What a file's header metadata says of the same things: the head counts under `num_heads`, `num_head_channels` and
 * `num_attention_heads`, or in the prose of `unet` and `text_encoder` ("4 heads"), and ModelSpec's prediction type and
 * resolution.
 */
export function readMetadataConfig(metadata: Readonly<Record<string, string>>): LdmConfig {
  const count = (key: string) => {
    const n = Number(metadata[key]);
    return Number.isInteger(n) ? positive(n) : undefined;
  };
  return {
    unetHeads: count("num_heads") ?? headsIn(metadata.unet),
    unetHeadChannels: count("num_head_channels"),
    textHeads: count("num_attention_heads") ?? headsIn(metadata.text_encoder),
    prediction: predictionOf(metadata["modelspec.prediction_type"] || undefined), // some trainers write ""
    nativeSize: sizeIn(metadata),
  };
}

/** The first of several configurations that says something, field by field. */
export function mergeConfigs(...configs: readonly (LdmConfig | undefined)[]): LdmConfig {
  const said = configs.map((config) => Object.entries(config ?? {}).filter(([, value]) => value !== undefined));
  return Object.fromEntries(said.toReversed().flat());
}
