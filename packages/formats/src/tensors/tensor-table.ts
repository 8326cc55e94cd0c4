import { type Dtype, dtypes } from "./dtype.ts";
import { foldName } from "./fold-name.ts";

/**
 * The tensors of a file as columns of numbers: what a judge of 50,000 files asks for is there, and no text is made of a
 * name before somebody wants to read it. Rows keep the order of the file.
 */
export interface TensorTable {
  readonly size: number;
  /** Names that differ in numbers only have the same. See {@link foldName}. */
  readonly folds: Uint32Array;
  name(row: number): string;
  dtype(row: number): Dtype;
  shape(row: number): readonly number[];
  /** How many numbers it has. */
  values(row: number): number;
}

/** Columns of a table; the names lie in `text`, one byte a character. */
export interface TensorColumns {
  readonly size: number;
  readonly text: Uint8Array;
  readonly nameStarts: Uint32Array;
  readonly nameEnds: Uint32Array;
  readonly folds: Uint32Array;
  /** Places in the list of dtypes. */
  readonly dtypes: Uint8Array;
  readonly dims: Float64Array;
  /** One more than there are rows: the dimensions of a row end where the next one's begin. */
  readonly dimStarts: Uint32Array;
}

export function tableOfColumns(columns: TensorColumns): TensorTable {
  const { size, text, nameStarts, nameEnds, dims, dimStarts } = columns;
  return {
    size,
    folds: columns.folds,
    name: (row) => asciiOf(text, nameStarts[row] ?? 0, nameEnds[row] ?? 0),
    dtype: (row) => dtypes[columns.dtypes[row] ?? 0] ?? "U8",
    shape: (row) => Array.from(dims.subarray(dimStarts[row], dimStarts[row + 1])),
    values: (row) => {
      let product = 1;
      for (let i = dimStarts[row]!; i < dimStarts[row + 1]!; i++) product *= dims[i]!;
      return product;
    },
  };
}

/** Names are short: a text is made faster here than by a decoder. */
function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

/** A table of tensors that were read some other way: out of a PyTorch file, from several files of one model. */
export function tensorTable(
  tensors: Iterable<{ readonly name: string; readonly dtype: Dtype; readonly shape: readonly number[] }>,
): TensorTable {
  const rows = [...tensors];
  const folds = Uint32Array.from(rows, ({ name }) => foldName(name).hash);
  const at = (row: number) => {
    const found = rows[row];
    if (!found) throw new RangeError(`there is no row ${row}`);
    return found;
  };
  return {
    size: rows.length,
    folds,
    name: (row) => at(row).name,
    dtype: (row) => at(row).dtype,
    shape: (row) => at(row).shape,
    values: (row) => at(row).shape.reduce((a, b) => a * b, 1),
  };
}
