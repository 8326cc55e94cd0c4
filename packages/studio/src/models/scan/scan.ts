import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { defined, isListedKind, type ShelfKind, shelfKinds } from "@danfang/domain";
import { ifReadable } from "@danfang/formats";
import {
  type Hashes,
  joinPassedOver,
  type ModelFile,
  type PassedOver,
  type PlacedFile,
  type RootSearch,
  searchRoot,
  walksOnce,
} from "@danfang/library";
import { starterRoot } from "@danfang/workbench";
import type { Database, Row } from "../../database/database.ts";
import { whenFree } from "../../database/when-free.ts";
import { previewFinder } from "../find-preview.ts";
import { vaesIn } from "../index/index-vaes.ts";
import { dropModels, type FileStamp, type FoundModel, listedOf, putModel } from "../index/model-rows.ts";
import { followMoved } from "../index/moved-marks.ts";
import { touch } from "../index/revision.ts";
import { readCardFacts } from "../model-notes.ts";
import type { ListedModel } from "../models.ts";
import type { EntryOrder } from "../read-model-entry.ts";
import { besideStamp } from "./beside.ts";
import type { EntryReader } from "./entry-reader.ts";
import { automaticVaeOf, pairAgain } from "./pair-vaes.ts";

export interface ScanOptions {
  readonly database: Database;
  readonly hashes: Pick<Hashes, "known">;
  readonly reader: EntryReader;
  /** Looked through last; its models are marked as shelved. */
  readonly shelf?: string | undefined;
  /** Told after each batch in which something changed. */
  readonly onChange: () => void;
  /** Aborted when nobody wants it any more: then it ends where it is. */
  readonly signal: AbortSignal | undefined;
}

/** What a look through the folders found besides models. */
export interface ScanReport {
  readonly changed: number;
  readonly passedOver: ReadonlyMap<string, PassedOver>;
  /** Folders that were looked at, by kind, and how to tell that they changed. */
  readonly seen: ReadonlyMap<ShelfKind, ReadonlyMap<string, string>>;
}

/** Files looked at together: few enough that nobody waits for the database meanwhile. */
const batchSize = 64;
/** Batches under way at once: while headers of one are read, the next is looked at. */
const batchesAtOnce = 4;

/** A look at everything, under way. */
interface Scan extends ScanOptions {
  readonly vaes: ReadonlyMap<string, ModelFile>;
  readonly findPreview: ReturnType<typeof previewFinder>;
  /** Paths and files that were met: what lies in two roots is the first's, what has two paths is listed once. */
  readonly met: { readonly paths: Set<string>; readonly identities: Map<string, string> };
  readonly tally: { changed: number };
}

interface Place {
  readonly root: string;
  readonly kind: ShelfKind;
  readonly isThere: (path: string) => boolean;
}

/**
 * Looks through the folders and brings the index in line with them, batch by batch. A file is read again only when its
 * size, time or inode changed, or a card beside it did. What was in a root that is away stays, marked as absent.
 */
export async function scanRoots(roots: readonly string[], options: ScanOptions): Promise<ScanReport> {
  const { database } = options;
  const before = vaesIn(database, roots);
  const scan: Scan = {
    ...options,
    vaes: before,
    findPreview: previewFinder(),
    met: { paths: new Set(), identities: new Map() },
    tally: { changed: 0 },
  };
  const passedOver = new Map<string, PassedOver>();
  const seen = new Map<ShelfKind, Map<string, string>>();
  for (const root of [...roots, ...(options.shelf === undefined ? [] : [options.shelf])]) {
    if (options.signal?.aborted) break;
    if (!(await isThere(root))) {
      await noteAbsent(root, scan);
      continue;
    }
    const walks = walksOnce();
    const parts: PassedOver[] = [];
    for (const kind of kindsInOrder) {
      const search = await searchRoot(root, kind, walks);
      parts.push(search.passedOver);
      const ofKind = seen.get(kind) ?? new Map<string, string>();
      for (const [folder, stamp] of search.seen) ofKind.set(folder, stamp);
      seen.set(kind, ofKind);
      await scanFiles(search, { root, kind, isThere: (path) => search.others.has(path) }, scan);
    }
    const joined = joinPassedOver(parts);
    passedOver.set(root, joined);
    if (!options.signal?.aborted && !joined.isCutShort && joined.unreadable.length === 0) await forgetGone(root, scan);
  }
  if (options.signal?.aborted) return { changed: scan.tally.changed, passedOver, seen };
  const now = vaesIn(database, roots);
  if (!isSameList(before, now)) note(scan, await pairAgain(database, now));
  return { changed: scan.tally.changed, passedOver, seen };
}

/** VAEs first: checkpoints are paired with them. */
const kindsInOrder = ["vae", ...shelfKinds.filter((kind) => kind !== "vae")] as const;

const isThere = async (root: string) => (await stat(root).catch(() => undefined))?.isDirectory() ?? false;

const isSameList = (before: ReadonlyMap<string, ModelFile>, now: ReadonlyMap<string, ModelFile>): boolean => {
  const [were, are] = [[...before.values()], [...now.values()]];
  return were.length === are.length && were.every(({ path }, i) => path === are[i]?.path);
};

function note({ tally, onChange }: Scan, changed: number): void {
  if (changed === 0) return;
  tally.changed += changed;
  onChange();
}

async function noteAbsent(root: string, scan: Scan): Promise<void> {
  const { database } = scan;
  const mark = "UPDATE models SET is_absent = 1 WHERE root = ? AND is_absent = 0";
  const changed = await whenFree(database, () => database.run(mark, root));
  if (changed > 0) touch(database);
  note(scan, changed);
}

/** Files are looked at in their order, so that of two paths the first is the same each time; headers are read meanwhile. */
async function scanFiles({ files }: RootSearch, place: Place, scan: Scan): Promise<void> {
  const under = new Set<Promise<void>>();
  for (let i = 0; i < files.length && !scan.signal?.aborted; i += batchSize) {
    const changed = await lookAtBatch(files.slice(i, i + batchSize), place, scan);
    const batch = keepBatch(changed, place, scan).finally(() => under.delete(batch));
    under.add(batch);
    if (under.size >= batchesAtOnce) await Promise.race(under);
    await setImmediate(); // requests come first
  }
  await Promise.all(under);
}

/** A file that is to be put into the index anew, and what is still true of it. */
interface Changed {
  readonly file: PlacedFile;
  readonly stamp: FileStamp;
  /** Whether the same file was met under another path. */
  readonly isCopy: boolean;
  /** Set where only what lies beside it changed. */
  readonly entry?: ListedModel;
}

async function lookAtBatch(files: readonly PlacedFile[], place: Place, scan: Scan): Promise<Changed[]> {
  const fresh = files.filter(({ path }) => !scan.met.paths.has(path));
  for (const { path } of fresh) scan.met.paths.add(path);
  const stamps = await Promise.all(fresh.map(({ path }) => stampFile(path, place.isThere)));
  if (scan.signal?.aborted) return [];
  return fresh.flatMap((file, i) => {
    const stamp = stamps[i];
    const changed = stamp && changeOf(file, stamp, place, scan);
    return changed ? [changed] : [];
  });
}

async function keepBatch(changed: readonly Changed[], place: Place, scan: Scan): Promise<void> {
  if (changed.length === 0) return;
  const { database, reader } = scan;
  const unread = changed.filter(({ entry }) => entry === undefined);
  const { kind } = place;
  const orders = isListedKind(kind) ? unread.map((one) => orderOf(one, { ...place, kind })) : [];
  const entries = await reader.read(orders);
  const read = new Map(orders.map(({ path }, i) => [path, entries[i]]));
  const found = await Promise.all(
    changed.map((one) => foundOf(one, one.entry ?? read.get(one.file.path), place, scan)),
  );
  if (scan.signal?.aborted) return;
  await followMoved(database, found);
  await whenFree(database, () =>
    database.quickly(() => {
      for (const one of found) putModel(database, one);
    }),
  );
  note(scan, found.length);
}

const orderOf = ({ file, stamp }: Changed, { root, kind }: { root: string; kind: EntryOrder["kind"] }): EntryOrder => ({
  path: file.path,
  name: file.name,
  stem: file.stem,
  kind,
  folder: file.folder,
  sizeBytes: stamp.size,
  isStarter: root === starterRoot,
});

const known = `SELECT models.*, entry FROM models LEFT JOIN model_entries USING (number) WHERE path = ?`;

/** Undefined for what went away meanwhile. */
async function stampFile(path: string, isThere: Place["isThere"]): Promise<FileStamp | undefined> {
  const info = await stat(path, { bigint: true }).catch(() => undefined);
  if (!info) return undefined;
  return {
    size: Number(info.size),
    modified: Number(info.mtimeNs) / 1e6,
    identity: info.ino === 0n ? path : `${info.dev}:${info.ino}`,
    beside: await besideStamp(path, isThere),
  };
}

/** Undefined for what is as the index has it. */
function changeOf(file: PlacedFile, stamp: FileStamp, { root, kind }: Place, scan: Scan): Changed | undefined {
  const isCopy = isMetBefore(file, kind, stamp, scan);
  const row = scan.database.first(known, file.path);
  const isRead = row !== undefined && isSameFile(row, stamp) && [kind, ""].includes(String(row.kind));
  if (!isRead) return { file, stamp, isCopy };
  const isPlaced = row.root === root && row.place === file.place && row.name === file.name;
  const isSame = isPlaced && row.is_copy === Number(isCopy) && row.beside === stamp.beside && row.is_absent === 0;
  if (row.kind === "" || !isListedKind(kind)) return isSame ? undefined : { file, stamp, isCopy };
  const entry = listedOf(row);
  if (entry === undefined || row.id !== entry.id) return { file, stamp, isCopy };
  return isSame ? undefined : { file, stamp, isCopy, entry: { ...entry, name: file.name, folder: file.folder } };
}

const isSameFile = (row: Row, { size, modified, identity }: FileStamp): boolean =>
  row.size_bytes === size && row.modified_at === modified && row.identity === identity;

/** Whether the same file was met under another path in this look. */
function isMetBefore({ path }: PlacedFile, kind: ShelfKind, { identity }: FileStamp, { met }: Scan): boolean {
  const key = `${kind} ${identity}`;
  const first = met.identities.get(key) ?? path;
  met.identities.set(key, first);
  return first !== path;
}

async function foundOf(
  { file, stamp, isCopy }: Changed,
  entry: ListedModel | undefined,
  { root, kind }: Place,
  scan: Scan,
): Promise<FoundModel> {
  const isNoModel = entry === undefined && isListedKind(kind);
  return {
    ...stamp,
    path: file.path,
    root,
    kind: isNoModel ? undefined : kind,
    place: file.place,
    name: file.name,
    stem: file.stem,
    isCopy,
    entry: entry && {
      ...(await withBesides(entry, file.path, stamp, scan)),
      ...(root === scan.shelf ? { isShelved: true } : {}),
    },
  };
}

/** With what lies beside a file, as it is now. */
async function withBesides(entry: ListedModel, path: string, { beside }: FileStamp, scan: Scan): Promise<ListedModel> {
  const {
    previewVersion: _,
    wordsBeside: __,
    vaeChoice: ___,
    tags: ____,
    isShelved: _____,
    preferredWeight: ______,
    ...own
  } = entry;
  const names = new Set(beside.split("|").map((one) => one.replace(/:[^:]*:[^:]*$/, "")));
  const stem = basename(path).replace(/\.[^.]+$/, "");
  const cards = beside === "" ? {} : await readCardFacts(path, (suffix) => names.has(`${stem}.${suffix}`));
  const previewVersion = beside === "" ? undefined : ifReadable(await scan.findPreview(path))?.version;
  const sha256 = await scan.hashes.known(path).catch(() => undefined);
  const listed: ListedModel = {
    ...own,
    ...cards,
    ...defined({ previewVersion }),
    ...(sha256 === undefined ? {} : { hash: sha256.slice(0, shortHash), sha256 }),
  };
  if (entry.kind !== "checkpoint" || entry.isVaeBaked === undefined) return listed;
  return { ...listed, automaticVae: automaticVaeOf(path, listed, scan.vaes) };
}

/** Digits of a SHA-256 that AUTOMATIC1111 shows. */
const shortHash = 10;

/** Takes what is no longer there out of the index: of a root that was looked through to its end. */
async function forgetGone(root: string, scan: Scan): Promise<void> {
  const { database, met } = scan;
  const gone: number[] = [];
  let count = 0;
  for (const { number, path } of database.all("SELECT number, path FROM models WHERE root = ?", root)) {
    if (!met.paths.has(String(path))) gone.push(Number(number));
    if (++count % 10_000 === 0) await setImmediate();
  }
  for (let i = 0; i < gone.length && !scan.signal?.aborted; i += batchSize) {
    const some = gone.slice(i, i + batchSize);
    await whenFree(database, () => database.quickly(() => dropModels(database, some)));
  }
  note(scan, gone.length);
}
