import type { BigIntStats, Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, parse, resolve, sep } from "node:path";

/** A file, or a folder that is a whole model. */
interface Found {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Everything below a folder that could be looked at, and what was left out. */
export interface Walk {
  /** Each folder in natural order. */
  readonly found: readonly Found[];
  /** Links to a whole disk, or to a folder around the one they lie in: they are not followed. */
  readonly circles: readonly string[];
  /** Folders that may not be read. */
  readonly unreadable: readonly string[];
  /** Whether there was more than {@link WalkLimits} allow. */
  readonly isCutShort: boolean;
  /** The folders that were read and the links that were followed, as they were just before. */
  readonly seen: ReadonlyMap<string, Stamp>;
}

/** What changes when a folder's entries do, or when another one stands in its place; "absent" where nothing is there. */
export type Stamp = string;

export async function stampOf(path: string): Promise<Stamp> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  return info ? printStamp(info) : "absent";
}

/** A file's own size and time change nothing about what is found. */
const printStamp = (info: BigIntStats): Stamp =>
  info.isDirectory() ? `${info.dev} ${info.ino} ${info.mtimeNs}` : `${info.dev} ${info.ino} file`;

/** So that a walk comes to an end wherever links lead. */
export interface WalkLimits {
  /** Files and folders in all. */
  readonly entries: number;
  /** Those of them that links outside lead to. */
  readonly entriesBehindLinks: number;
  readonly depth: number;
}

/** Twenty thousand LoRAs with a picture and two cards each are 80,000 files; depth: deeper than anybody sorts. */
const usualLimits: WalkLimits = { entries: 300_000, entriesBehindLinks: 100_000, depth: 12 };

/** In this file of a folder, diffusers says of which parts the pipeline beside it consists. */
const pipelineIndex = "model_index.json";

/** What a Unix kernel shows of itself as if it were files: without end, and no models. */
const kernelFolders: ReadonlySet<string> = new Set(["/proc", "/sys", "/dev"]);

const naturally = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A folder's place in what is found: links are followed after everything else, but listed where they lie. */
interface Branch {
  readonly items: (Found | Branch)[];
}

interface Folder {
  /** As it is named from where the walk began. */
  readonly path: string;
  /** Without links. */
  readonly real: string;
  readonly depth: number;
  readonly isBehindLink: boolean;
  readonly branch: Branch;
}

/** Whether a folder is or holds another; both without links. */
export const isAround = (outer: string, inner: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);

export const isWholeDisk = (real: string): boolean => parse(real).root === real;

/**
 * Looks through a folder. Links to folders are followed wherever they lead, but each real folder is entered once: under
 * its own name where it lies below, else under the first link's. A folder that is not there holds nothing.
 */
export async function walkFolder(folder: string, limits: WalkLimits = usualLimits): Promise<Walk> {
  const circles: string[] = [];
  const unreadable: string[] = [];
  const entered = new Set<string>();
  const links: Folder[] = [];
  const seen = new Map([[folder, await stampOf(folder)]]);
  const left = { all: limits.entries, behindLinks: limits.entriesBehindLinks };
  let isCutShort = false;
  const top: Branch = { items: [] };
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return { found: [], circles, unreadable, isCutShort, seen };
  const parent = await realpath(dirname(resolve(folder))).catch(() => root);
  if (root !== resolve(folder) && isCircle(root, parent)) circles.push(folder);
  else await enter({ path: folder, real: root, depth: 0, isBehindLink: false, branch: top });
  for (const link of links) if (!entered.has(link.real)) await enter(link);
  return { found: flat(top), circles, unreadable, isCutShort, seen };

  async function enter(place: Folder): Promise<void> {
    entered.add(place.real);
    const entries = await entriesOf(place);
    if (place.depth > 0 && entries.some(({ name }) => name === pipelineIndex)) {
      place.branch.items.push({ path: place.path, isFolder: true });
      return;
    }
    for (const entry of entries) {
      if (!isAllowed(place)) return;
      await look(entry, place);
    }
  }

  async function look(entry: Dirent, place: Folder): Promise<void> {
    const path = join(place.path, entry.name);
    if (entry.isSymbolicLink()) return lookBehind(path, place);
    if (entry.isFile()) place.branch.items.push({ path, isFolder: false });
    const real = join(place.real, entry.name);
    if (!entry.isDirectory() || kernelFolders.has(real) || entered.has(real)) return;
    if (place.depth === limits.depth) isCutShort = true;
    else await enter({ ...place, path, real, depth: place.depth + 1, branch: branchIn(place.branch) });
  }

  async function lookBehind(path: string, place: Folder): Promise<void> {
    seen.set(path, await stampOf(path));
    const info = await stat(path).catch(() => undefined); // leads nowhere: nothing to offer
    if (info?.isFile()) place.branch.items.push({ path, isFolder: false });
    const real = info?.isDirectory() ? await realpath(path).catch(() => undefined) : undefined;
    if (real === undefined || kernelFolders.has(real)) return;
    if (isCircle(real, place.real) || isAround(real, root ?? real)) circles.push(path);
    else if (place.depth === limits.depth) isCutShort = true;
    else {
      const isBehindLink = place.isBehindLink || !isAround(root ?? real, real);
      links.push({ path, real, depth: place.depth + 1, isBehindLink, branch: branchIn(place.branch) });
    }
  }

  async function entriesOf({ path }: Folder): Promise<Dirent[]> {
    seen.set(path, await stampOf(path));
    const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR") unreadable.push(path);
      return [];
    });
    return entries.sort((a, b) => naturally.compare(a.name, b.name));
  }

  /** Counts one more entry; false beyond the limits. */
  function isAllowed({ isBehindLink }: Folder): boolean {
    left.all--;
    if (isBehindLink) left.behindLinks--;
    if (left.all >= 0 && (!isBehindLink || left.behindLinks >= 0)) return true;
    isCutShort = true;
    return false;
  }
}

/** Whether following a link from a folder would lead around it, or into a whole disk. */
const isCircle = (target: string, from: string): boolean => isWholeDisk(target) || isAround(target, from);

function branchIn(parent: Branch): Branch {
  const branch: Branch = { items: [] };
  parent.items.push(branch);
  return branch;
}

const flat = ({ items }: Branch): Found[] => items.flatMap((item) => ("items" in item ? flat(item) : [item]));
