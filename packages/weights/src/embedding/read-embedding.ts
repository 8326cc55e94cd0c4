import { basename } from "node:path";
import type { Reason } from "@danfang/domain";
import { type ByteSource, openFile, readTensor, sniff, type TensorEntry, toFloat32 } from "@danfang/formats";
import { readModelSource } from "../model-header.ts";
import { unwrapNames } from "../wrappers.ts";
import type { Embedding, EmbeddingPart } from "./embedding.ts";
import { embeddingErrors } from "./errors.ts";
import { joinParts, sizeOf } from "./join-parts.ts";
import { readEmbeddingImage } from "./read-embedding-image.ts";

/** The file's name without its suffix: what prompts call an embedding. */
export const stemOf = (file: string): string => basename(file).replace(/\.[^.]*$/, "");

/** Names that AUTOMATIC1111 looks into its folder for; a preview beside an embedding is none itself. */
export const isEmbeddingName = (name: string): boolean =>
  /\.(pt|bin|safetensors|png|webp|avif|jxl)$/i.test(name) && !/\.preview\.(png|webp|avif|jxl)$/i.test(name);

/**
 * Reads a textual inversion: AUTOMATIC1111's `string_to_param`, XL's `clip_l` and `clip_g`, diffusers' single tensor; from
 * a PyTorch file, .safetensors, or a PNG, WebP or AVIF picture that carries it. Undefined for a picture that is only a picture.
 *
 * Errors: `formats/…`, `weights/notAnEmbedding`, `weights/badEmbedding`, `weights/jxlPicture`. Source: AUTOMATIC1111
 * `textual_inversion.create_embedding_from_data`.
 */
export async function openEmbedding(file: string): Promise<Embedding | undefined> {
  const source = await openFile(file);
  try {
    const looksLike = await sniff(source);
    if (looksLike === "jxl") throw embeddingErrors.jxlPicture({ file });
    if (looksLike === "png" || looksLike === "webp" || looksLike === "avif")
      return await readEmbeddingImage(source, stemOf(file));
    return await readEmbedding(source, await readModelSource(source), stemOf(file));
  } finally {
    await source.close();
  }
}

interface EmbeddingFile {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An embedding from the tensors of a file, or of a part of one: a LoRA may carry embeddings. */
export async function readEmbedding(source: ByteSource, file: EmbeddingFile, name: string): Promise<Embedding> {
  const parts: EmbeddingPart[] = [];
  const tensors = unwrapNames(file.tensors);
  const chosen = chooseTensors(source.name, tensors);
  for (const { encoder, entry } of chosen) {
    const { width } = sizeOf(source.name, entry);
    parts.push({ encoder, width, data: toFloat32(entry.dtype, await readTensor({ source }, entry)) });
  }
  const unread = [...tensors.values()].flatMap((entry) =>
    chosen.some((one) => one.entry === entry) ? [] : [entry.name],
  );
  return { ...joinParts(source.name, name, parts, file.metadata), unread };
}

interface ChosenTensor {
  readonly encoder: EmbeddingPart["encoder"];
  readonly entry: TensorEntry;
}

function chooseTensors(file: string, tensors: ReadonlyMap<string, TensorEntry>): readonly ChosenTensor[] {
  const named = [...tensors.values()].filter(({ name }) => name.startsWith("string_to_param."));
  const [first, ...others] = named.length > 0 ? named : tensors.values();
  const [clipL, clipG] = [tensors.get("clip_l"), tensors.get("clip_g")];
  if (named.length === 0 && clipL && clipG)
    return [
      { encoder: "clip-l", entry: clipL },
      { encoder: "clip-g", entry: clipG },
    ];
  const notOne = (found: Reason) => embeddingErrors.notAnEmbedding({ file, found });
  if (!first) throw notOne({ en: "it has no vectors", zh: "里面没有向量" });
  if (others.length > 0)
    throw notOne(
      named.length > 0
        ? { en: "it holds several at once", zh: "里面同时有好几个" }
        : {
            en: `it has ${others.length + 1} tensors where one is usual`,
            zh: `里面有 ${others.length + 1} 个张量，通常只有一个`,
          },
    );
  return [{ encoder: "any", entry: first }];
}
