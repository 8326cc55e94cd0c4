import type { Reason } from "@danfang/domain";
import type { TensorEntry } from "@danfang/formats";
import type { Embedding, EmbeddingPart } from "./embedding.ts";
import { embeddingErrors } from "./errors.ts";

/** More than a thousand prompts' worth; SD 1.x embeddings have 1 to 75. */
const mostVectors = 4096;
/** SD XL's both encoders together have 2048. */
const widest = 8192;

/** An embedding of parts that were read already. Errors: `weights/badEmbedding` where a value is no number. */
export function joinParts(
  file: string,
  name: string,
  parts: readonly EmbeddingPart[],
  metadata: Readonly<Record<string, string>>,
): Embedding {
  for (const { data, encoder } of parts)
    if (!data.every(Number.isFinite))
      throw embeddingErrors.badEmbedding({
        file,
        tensor: encoder,
        fault: { en: "some of its values are not finite numbers", zh: "有些值不是有限的数字" },
      });
  return {
    file,
    name,
    vectors: Math.max(...parts.map(({ data, width }) => data.length / width)),
    width: parts.reduce((sum, { width }) => sum + width, 0),
    parts,
    metadata,
    unread: [],
  };
}

/** Rows and columns of the vectors; one vector may come as a plain list. Errors: `weights/badEmbedding`. */
export function sizeOf(
  file: string,
  { name, shape }: Pick<TensorEntry, "name" | "shape">,
): { vectors: number; width: number } {
  const bad = (fault: Reason) => embeddingErrors.badEmbedding({ file, tensor: name, fault });
  const [vectors = 0, width = 0, ...deeper] = shape.length === 1 ? [1, ...shape] : shape;
  if (shape.length === 0 || deeper.length > 0)
    throw bad({
      en: `they have ${shape.length} dimensions where two are usual`,
      zh: `有 ${shape.length} 维，通常是两维`,
    });
  if (vectors < 1 || vectors > mostVectors)
    throw bad({ en: `there are ${vectors} of them`, zh: `一共有 ${vectors} 个` });
  if (width < 1 || width > widest) throw bad({ en: `each is ${width} numbers long`, zh: `每个有 ${width} 个数字` });
  return { vectors, width };
}
