import { pixelsPerLatentCell } from "@danfang/domain";
import { z } from "zod";
import { faultOf } from "../configuration-text.ts";
import { weightsErrors } from "../errors.ts";
import type { LdmConfig } from "../ldm-config.ts";
import type { TextKind } from "./to-ldm-names.ts";

const positiveInt = z.number().int().positive();

/** The fields of a pipeline's JSON files that shapes cannot tell. Everything may be missing. */
const Unet = z.object({
  attention_head_dim: z.union([positiveInt, z.array(positiveInt)]).nullish(),
  num_attention_heads: z.union([positiveInt, z.array(positiveInt)]).nullish(),
  block_out_channels: z.array(positiveInt).nullish(),
  sample_size: z.union([positiveInt, z.array(positiveInt)]).nullish(),
});
const Scheduler = z.object({
  prediction_type: z.string().nullish(),
  beta_start: z.number().positive().lt(1).nullish(),
  beta_end: z.number().positive().lt(1).nullish(),
  num_train_timesteps: z.number().int().min(2).max(100_000).nullish(),
  rescale_betas_zero_snr: z.boolean().nullish(),
});
const Vae = z.object({ scaling_factor: z.number().positive().nullish() });
const Text = z.object({ num_attention_heads: positiveInt.nullish(), hidden_act: z.string().nullish() });

/**
 * Whose CLIP a text encoder is, by the activation that its configuration names: OpenAI's approximates the GELU, OpenCLIP's
 * does not. Undefined where nothing is said. Errors: `weights/badConfiguration`.
 */
export function parseTextKind(
  found: { readonly text: string; readonly file: string } | undefined,
): TextKind | undefined {
  const activation = found && parseJson(Text, found.text, found.file).hidden_act;
  if (!activation) return undefined;
  return activation === "quick_gelu" ? "clip" : "open-clip";
}

export type PipelineFile = "unet" | "scheduler" | "vae" | "text_encoder";

/** Parses JSON that a stranger wrote. Errors: `weights/badConfiguration`. */
export function parseJson<T>(schema: z.ZodType<T>, text: string, file: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw weightsErrors.badConfiguration(
      { file, fault: { en: "not readable as JSON", zh: "不能按 JSON 读取" } },
      cause,
    );
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw weightsErrors.badConfiguration({ file, fault: faultOf(parsed.error) });
}

/**
 * What the JSON files of a pipeline say, in the words of an LDM configuration. `files`: their texts, by part.
 *
 * `attention_head_dim` is, in spite of its name, how many heads there are. Source: diffusers `UNet2DConditionModel`.
 * Errors: `weights/badConfiguration`.
 */
export function parsePipelineConfig(
  files: Readonly<Partial<Record<PipelineFile, { readonly text: string; readonly file: string }>>>,
): LdmConfig {
  const read = <T>(part: PipelineFile, schema: z.ZodType<T>): T | undefined => {
    const found = files[part];
    return found && parseJson(schema, found.text, found.file);
  };
  const unet = read("unet", Unet);
  const scheduler = read("scheduler", Scheduler);
  const heads = unet?.num_attention_heads ?? unet?.attention_head_dim ?? undefined;
  const perLevel = Array.isArray(heads) ? heads : undefined;
  const firstWidth = unet?.block_out_channels?.[0];
  const firstHeads = perLevel?.[0];
  const size = Array.isArray(unet?.sample_size) ? unet.sample_size[0] : unet?.sample_size;
  const { prediction_type: prediction } = scheduler ?? {};
  return {
    unetHeads: typeof heads === "number" ? heads : undefined,
    unetHeadChannels: firstWidth !== undefined && firstHeads !== undefined ? firstWidth / firstHeads : undefined,
    textHeads: read("text_encoder", Text)?.num_attention_heads ?? undefined,
    linearStart: scheduler?.beta_start ?? undefined,
    linearEnd: scheduler?.beta_end ?? undefined,
    timesteps: scheduler?.num_train_timesteps ?? undefined,
    scaleFactor: read("vae", Vae)?.scaling_factor ?? undefined,
    prediction: prediction ? (prediction.startsWith("v") ? "v" : "epsilon") : undefined,
    zeroTerminalSnr: scheduler?.rescale_betas_zero_snr ?? undefined,
    nativeSize: size ? size * pixelsPerLatentCell : undefined,
  };
}
