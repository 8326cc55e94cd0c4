import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { TensorEntry } from "@danfang/formats";
import { isDtype } from "@danfang/formats";

/** A file of the corpus: names and shapes that a public class has, and what it is. */
export interface CorpusEntry {
  readonly id: string;
  readonly kind: string;
  readonly family: string;
  /** Families that have the same names and shapes. */
  readonly ors?: readonly string[];
  readonly variant?: string;
  readonly architecture?: string;
  readonly algorithm?: string;
  readonly precision?: string;
  /** The class or convention that the names come from. */
  readonly source: string;
  /** `blocks.{0-18}.attn.weight F16 3072x64`, a line for each pattern. */
  readonly tensors: readonly string[];
}

const file = new URL("../../../goldens/corpus/corpus.jsonl.gz", import.meta.url);

export const readCorpus = (): CorpusEntry[] =>
  gunzipSync(readFileSync(file))
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as CorpusEntry);

const numbersOf = (ranges: string): number[] =>
  ranges.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });

function namesOf(pattern: string): string[] {
  const match = /\{([^}]*)\}/.exec(pattern);
  if (!match) return [pattern];
  const [braces, ranges = ""] = match;
  return numbersOf(ranges).flatMap((number) => namesOf(pattern.replace(braces, `${number}`)));
}

/** The tensors of an entry, each under its name. */
export const tensorsOf = ({ tensors }: CorpusEntry): TensorEntry[] =>
  tensors.flatMap((line) => {
    const [pattern = "", dtype = "", dims = ""] = line.split(" ");
    const shape = dims === "" ? [] : dims.split("x").map(Number);
    return namesOf(pattern).map((name) => ({
      name,
      dtype: isDtype(dtype) ? dtype : "F16",
      shape,
      offset: 0,
      length: 0,
    }));
  });
