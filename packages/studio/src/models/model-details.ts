import type { ModelEntry } from "@danfang/domain";
import { openEmbedding, openUpscaler, readModelHeader } from "@danfang/weights";

/** What a file says of itself besides what is listed, for those kinds that say something. */
export type ModelDetails =
  | {
      readonly kind: "lora";
      /** What its trainer called it; prompts may too. */
      readonly alias: string;
      readonly metadata: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "embedding";
      /** What prompts call it. */
      readonly name: string;
      readonly vectors: number;
      /** Of all encoders together: 768 for SD 1.x, 1024 for 2.x, 2048 for XL. */
      readonly width: number;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "upscaler";
      /** How many times as large a side becomes. */
      readonly scale: number;
    };

/** Pictures in metadata; they are megabytes of base64. Source: the additional-networks extension. */
const pictures = "ssmd_cover_images";

/** Errors: `formats/…`, `weights/…`. Undefined for kinds that say nothing more. */
export async function readModelDetails(
  path: string,
  { kind, stem }: Pick<ModelEntry, "kind" | "stem">,
): Promise<ModelDetails | undefined> {
  switch (kind) {
    case "lora": {
      const { [pictures]: _, ...texts } = (await readModelHeader(path)).metadata;
      const metadata = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, parsed(text)]));
      return { kind, alias: texts.ss_output_name || stem, metadata };
    }
    case "embedding": {
      const embedding = await openEmbedding(path);
      if (!embedding) return undefined;
      const { name, vectors, width, metadata } = embedding;
      return { kind, name, vectors, width, metadata };
    }
    case "upscaler":
      return { kind, scale: (await openUpscaler(path)).scale };
    default:
      return undefined;
  }
}

/** Values that are JSON objects come as such. Source: AUTOMATIC1111 `read_metadata_from_safetensors`. */
function parsed(text: string): unknown {
  if (!text.startsWith("{")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
