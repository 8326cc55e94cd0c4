import { type ByteSource, readPngTexts, sniffBytes } from "@danfang/formats";
import { z } from "zod";
import type { Embedding, EmbeddingPart } from "./embedding.ts";
import { embeddingErrors } from "./errors.ts";
import { unhideBytes } from "./hidden-bytes.ts";
import { joinParts, sizeOf } from "./join-parts.ts";

/** Pictures are read whole. */
const largestImage = 64 * 2 ** 20;
/** Pixels. AUTOMATIC1111 makes them of 512 × 512 and some columns to the left and right. */
const mostPixels = 2 ** 24;
/** The keyword of the PNG text that holds an embedding, as JSON in Base64. */
const keyword = "sd-ti-embedding";

const Numbers = z.array(z.number());
const Tensor = z.object({ TORCHTENSOR: z.union([Numbers, z.array(Numbers)]) });
const Carried = z.object({
  string_to_param: z.record(z.string(), Tensor).refine((all) => Object.keys(all).length === 1),
  name: z.string().nullish(),
  step: z.number().nullish(),
  sd_checkpoint_name: z.string().nullish(),
});

/**
 * The embedding that a picture carries, in a PNG's text or in its pixels; undefined where it carries none.
 *
 * Its name is the one inside, else `stem`. Errors: `formats/damagedImage`, `formats/textBomb`, `weights/notAnEmbedding`,
 * `weights/badEmbedding`. Source: AUTOMATIC1111 `textual_inversion.image_embedding`.
 */
export async function readEmbeddingImage(source: ByteSource, stem: string): Promise<Embedding | undefined> {
  const file = source.name;
  if (source.size > largestImage)
    throw embeddingErrors.notAnEmbedding({ file, found: { en: "the picture is too large", zh: "图片太大" } });
  const bytes = await source.read(0, source.size);
  const text = sniffBytes(bytes) === "png" ? readPngTexts(bytes, file).texts.get(keyword) : undefined;
  const json = text === undefined ? await unhideBytes(file, bytes, mostPixels) : Buffer.from(text, "base64");
  if (json === undefined) return undefined;
  const carried = parseCarried(file, json);
  const [term, tensor] = Object.entries(carried.string_to_param)[0]!;
  const part = partOf(file, term, tensor.TORCHTENSOR);
  const metadata = { step: carried.step, sd_checkpoint_name: carried.sd_checkpoint_name };
  const told = Object.entries(metadata).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]]));
  return joinParts(file, carried.name || stem, [part], Object.fromEntries(told));
}

function parseCarried(file: string, json: Uint8Array): z.infer<typeof Carried> {
  const unlike = (cause?: unknown) =>
    embeddingErrors.notAnEmbedding(
      {
        file,
        found: {
          en: "what the picture carries is not what AUTOMATIC1111 writes",
          zh: "图片里带的不是 AUTOMATIC1111 写的内容",
        },
      },
      cause,
    );
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(json).toString("utf8"));
  } catch (cause) {
    throw unlike(cause);
  }
  const parsed = Carried.safeParse(document);
  if (!parsed.success) throw unlike(parsed.error);
  return parsed.data;
}

function partOf(file: string, term: string, rows: number[] | number[][]): EmbeddingPart {
  const list = rows.map((row) => (typeof row === "number" ? [row] : row));
  const isOneVector = rows.some((row) => typeof row === "number");
  const shape = isOneVector ? [rows.length] : [list.length, list[0]?.length ?? 0];
  const { width } = sizeOf(file, { name: term, shape });
  if (!isOneVector && list.some((row) => row.length !== width))
    throw embeddingErrors.badEmbedding({
      file,
      tensor: term,
      fault: { en: "they are of different lengths", zh: "长度不一致" },
    });
  return { encoder: "any", width, data: Float32Array.from(list.flat()) };
}
