import { basename, dirname, join } from "node:path";
import { type FileReading, filesErrors, readJsonBeside } from "@danfang/formats";
import { z } from "zod";

/** Bytes of a sidecar. */
export const largestSidecar = 4_000_000;

const text = z.string().catch("");
const texts = z.array(z.string()).optional().catch(undefined);
const number = z.number().int().optional().catch(undefined);
/** Claims of others about a file, by their kinds; what is no hash is left out. */
const Hashes = z.record(z.string(), z.string().nullable().catch(null)).optional().catch(undefined);

/** The WebUI's card of a model, `BASE.json`. Other programs write there too: what is of another type is not there. */
export const UserMetadata = z.object({
  description: text.optional(),
  notes: text.optional(),
  "activation text": text.optional(),
  "preferred weight": z.coerce.number().catch(0).optional(),
  "negative text": text.optional(),
  vae: z.string().optional().catch(undefined),
});
/** A version as Civitai tells it, `BASE.civitai.info`. */
export const CivitaiInfo = z.object({
  id: number,
  modelId: number,
  name: text.optional(),
  baseModel: text.optional(),
  description: z.string().nullable().optional().catch(undefined),
  trainedWords: texts,
  model: z.object({ name: text.optional() }).optional().catch(undefined),
  tags: texts,
  files: z
    .array(z.object({ name: text.optional(), hashes: Hashes, primary: z.boolean().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
});
/** ComfyUI-Lora-Manager's `BASE.metadata.json`. Source: its docs/metadata-json-schema.md. */
export const LoraManagerCard = z.object({
  model_name: text.optional(),
  base_model: text.optional(),
  notes: text.optional(),
  modelDescription: text.optional(),
  sha256: text.optional(),
  autov3: z.string().nullable().optional().catch(undefined),
  tags: texts,
  civitai: CivitaiInfo.optional().catch(undefined),
});
/** Stability Matrix's `BASE.cm-info.json`. Source: StabilityMatrix.Core/Models/ConnectedModelInfo.cs. */
export const ConnectedInfo = z.object({
  ModelId: number,
  VersionId: number,
  ModelName: text.optional(),
  VersionName: text.optional(),
  ModelDescription: text.optional(),
  AuthorUsername: text.optional(),
  BaseModel: text.optional(),
  TrainedWords: texts,
  Tags: texts,
  UserTitle: text.optional(),
  Hashes,
});

const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, "");

/** A card beside a model. Cannot: what cannot be read, and what is no card. */
export async function readCard<T>(path: string, suffix: string, schema: z.ZodType<T>): Promise<FileReading<T>> {
  const name = `${stemOf(path)}.${suffix}`;
  const reading = await readJsonBeside(path, name, largestSidecar);
  if (reading.is !== "value") return reading;
  const parsed = schema.safeParse(reading.value);
  if (parsed.success) return { is: "value", value: parsed.data };
  const file = join(dirname(path), name);
  return {
    is: "cannot",
    problem: filesErrors.badContent({ file, reason: { en: "it is not a model card", zh: "它不是模型说明卡" } }),
  };
}
