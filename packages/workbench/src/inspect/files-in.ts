import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Finding, reasonOf } from "@danfang/domain";
import { pipelineFolderOf } from "@danfang/weights";
import { inspectFindings } from "./findings.ts";
import { isUrl } from "./is-url.ts";

/** Files of a folder that are looked at, and how deep folders are. */
const mostFiles = 2000;
const deepest = 8;

/** Files of a folder, and what of it was not read. */
export interface FolderFiles {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Every file in a folder and the folders in it, in the order of their names; hidden ones and links are passed over.
 * Undefined for what is no folder, and for a pipeline's, which is one model.
 */
export async function filesIn(folder: string): Promise<FolderFiles | undefined> {
  if (isUrl(folder) || (await pipelineFolderOf(folder)) !== undefined) return undefined;
  const found = await lstat(folder).catch(() => undefined); // whoever opens it says why
  if (!found?.isDirectory()) return undefined;
  const files: string[] = [];
  const findings: Finding[] = [];
  let left = 0;
  const visit = async (at: string, depth: number): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch((cause: unknown): Dirent[] => {
      findings.push(inspectFindings.unreadFolder({ folder: at, reason: reasonOf(cause) }));
      return [];
    });
    for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name, "en"))) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory() && depth < deepest) await visit(join(at, entry.name), depth + 1);
      if (!entry.isFile()) continue;
      if (files.length < mostFiles) files.push(join(at, entry.name));
      else left++;
    }
  };
  await visit(folder, 0);
  if (left > 0) findings.push(inspectFindings.moreMembers({ count: left }));
  return { files, findings };
}
