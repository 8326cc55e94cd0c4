import type { Bytes } from "@danfang/domain";
import {
  contentOf,
  decodeText,
  type FileReading,
  filesErrors,
  readTextFile,
  readWhole,
  sourceErrors,
  type TextFile,
  writeBytes,
} from "@danfang/formats";
import { withLock } from "./file-lock.ts";

export interface KeptFileOptions {
  readonly path: string;
  /** More is neither read nor written. */
  readonly most: Bytes;
  /** How it begins when it is written: some programs know UTF-8 by its mark only. */
  readonly mark?: "" | "\ufeff";
  /** Whether what was there before a change stays beside, as `NAME.bak`. */
  readonly before?: "kept" | "gone";
}

/** A text file that is the truth about something, whoever else may write it. */
export interface KeptFile {
  readonly path: string;
  read(): Promise<FileReading<TextFile>>;
  /**
   * Reads the file, changes it, and writes it as UTF-8: while no other process does, whole or not at all. Of a file in
   * another encoding the bytes stay beside for good, as `NAME.gb18030.bak`. `change` is given what is there, undefined
   * where there is no file, and gives the new text, or undefined to leave the file alone. Changes come one after the other.
   *
   * Errors: what keeps the file from being read (`files/…`), before anything is written; `files/wouldBeTooLarge`,
   * `files/unkeepable`, `files/inUse`, `formats/unwritable`; those of `change` pass through.
   */
  change(change: (old: TextFile | undefined) => string | undefined | Promise<string | undefined>): Promise<void>;
}

export function openKeptFile(options: KeptFileOptions): KeptFile {
  const { path, most, before = "gone" } = options;
  let turn: Promise<unknown> = Promise.resolve();
  const read = () => readTextFile(path, most);

  async function changeNow(change: Parameters<KeptFile["change"]>[0]): Promise<void> {
    const old = contentOf(await read());
    const text = await change(old);
    if (text === undefined || text === old?.text) return;
    const bytes = encode(text, options);
    if (old && old.encoding !== "utf-8") await keepBeside(path, `${old.encoding}.bak`, old.bytes);
    if (old && before === "kept") await writeBytes(`${path}.bak`, old.bytes);
    await writeBytes(path, bytes);
  }

  return {
    path,
    read,
    change(change) {
      const done = turn.then(() => withLock(path, () => changeNow(change)));
      turn = done.catch(() => undefined); // whoever asked for this change is told
      return done;
    },
  };
}

/** What is written is what would be read again. */
function encode(text: string, { path, most, mark = "" }: KeptFileOptions): Uint8Array {
  const bytes = new TextEncoder().encode(mark + text);
  if (bytes.length > most) throw filesErrors.wouldBeTooLarge({ file: path, size: bytes.length, most });
  if (decodeText(bytes)?.text !== text) throw filesErrors.unkeepable({ file: path });
  return bytes;
}

const mostCopies = 100;

/**
 * Keeps bytes beside a file, under the first name of `NAME.SUFFIX`, `NAME.SUFFIX-2` … that is free or holds them already.
 * Gives the path. Errors: `formats/unwritable`.
 */
export async function keepBeside(path: string, suffix: string, bytes: Uint8Array): Promise<string> {
  for (let i = 1; i <= mostCopies; i++) {
    const copy = `${path}.${suffix}${i === 1 ? "" : `-${i}`}`;
    const reading = await readWhole(copy, bytes.length);
    if (reading.is === "value" && Buffer.compare(reading.value, bytes) === 0) return copy;
    if (reading.is !== "absent") continue;
    await writeBytes(copy, bytes);
    return copy;
  }
  throw sourceErrors.unwritable({
    file: `${path}.${suffix}`,
    reason: { en: `${mostCopies} copies are there already`, zh: `已经有 ${mostCopies} 份副本了` },
  });
}
