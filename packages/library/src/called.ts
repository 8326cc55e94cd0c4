import type { ShelfKind } from "@danfang/domain";
import type { ModelFile } from "./find-models.ts";
import { nameLoras } from "./network-names.ts";

/** Finds the file that a prompt calls so. */
export type CallFinder = (name: string) => Promise<ModelFile | undefined>;

/** What a file may be called in a tag: a folder before its name may be left out, and so may its suffix. */
const callsOf = ({ name, stem }: ModelFile): string[] => [name, name.replace(/\.[^./]+$/, ""), stem];

/** The file of a name, exactly or else but for case; the first of several. */
export function calledExactly(files: readonly ModelFile[]): (name: string) => ModelFile | undefined {
  const spelled = (same: (text: string) => string) =>
    new Map(files.toReversed().flatMap((file) => callsOf(file).map((own) => [same(own), file] as const)));
  const [exact, loose] = [spelled((text) => text), spelled((text) => text.toLowerCase())];
  return (name) => exact.get(name) ?? loose.get(name.toLowerCase());
}

/**
 * The file that a prompt's tag means among these: by its file's name, and of a LoRA by the name under which its trainer
 * saved it. For that every header is read, once, and only if a name is no file's.
 */
export function calledAmong(files: readonly ModelFile[], kind: ShelfKind): CallFinder {
  const byFile = calledExactly(files);
  let aliases: ReturnType<typeof nameLoras> | undefined;
  return async (name) => {
    const found = byFile(name);
    if (found || kind !== "lora") return found;
    aliases ??= nameLoras(files);
    return (await aliases).find(name);
  };
}

/** A name as it is looked for in a prompt: without case and spaces, which tokens do not have either. */
export const compactName = (name: string): string => name.toLowerCase().replace(/\s+/g, "");

/** The textual inversions that a text may name. None is opened: a folder may hold thousands. */
export function mentionedAmong(files: readonly ModelFile[], text: string): ModelFile[] {
  const all = compactName(text);
  return files.filter(({ stem }) => all.includes(compactName(stem)));
}
