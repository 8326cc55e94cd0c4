import type { DanfangError } from "@danfang/domain";
import { chunkLength, tokenCount } from "./clip-layout.ts";
import { weightsErrors } from "./errors.ts";
import type { TensorScope } from "./tensor-scope.ts";

/** Where a text encoder's tables are longer or shorter than prompts want them: `weights/longPositions`, `shortTable`. */
export function encoderFindings(text: TensorScope): DanfangError[] {
  const tables = [
    { tensor: text.tensor("embeddings.token_embedding.weight"), needed: tokenCount },
    { tensor: text.tensor("embeddings.position_embedding.weight"), needed: chunkLength },
  ];
  const short = tables.flatMap(({ tensor: { file, name, shape }, needed }) => {
    const rows = shape[0] ?? 0;
    return rows < needed ? [weightsErrors.shortTable({ file, tensor: name, rows, needed })] : [];
  });
  const positions = tables[1]?.tensor.shape[0] ?? 0;
  return positions > chunkLength
    ? [...short, weightsErrors.longPositions({ file: text.file, positions, used: chunkLength })]
    : short;
}
