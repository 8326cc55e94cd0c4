import { stat } from "node:fs/promises";
import { defined, type ListedKind, listedKinds } from "@danfang/domain";
import { ifReadable } from "@danfang/formats";
import {
  type Hashes,
  joinPassedOver,
  listVaes,
  type ModelFile,
  type PassedOver,
  searchModels,
  type Walks,
} from "@danfang/library";
import { starterRoot } from "@danfang/workbench";
import type { Database, Row } from "../database/database.ts";
import { automaticVaeOf, isStillKnown } from "./automatic-vae.ts";
import { previewFinder } from "./find-preview.ts";
import { readWordsBeside } from "./model-notes.ts";
import type { ListedModel } from "./models.ts";
import { type Found, rowsByPath, stillSaid } from "./models-table.ts";
import { readModelEntry } from "./read-model-entry.ts";

export interface LookThroughOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  readonly walks: Walks;
}

/** What the folders hold now. */
export interface LookedThrough {
  readonly found: readonly Found[];
  /** By root. */
  readonly passedOver: ReadonlyMap<string, PassedOver>;
}

/** What one look needs for every file. */
interface Look extends LookThroughOptions {
  readonly rows: ReadonlyMap<string, Row>;
  readonly vaes: ReadonlyMap<string, ModelFile>;
  readonly findPreview: ReturnType<typeof previewFinder>;
}

/** Headers read at once. */
const atOnce = 16;

/** Digits of a SHA-256 that AUTOMATIC1111 shows. */
const shortHash = 10;
export const hashFields = (sha256: string) => ({ hash: sha256.slice(0, shortHash), sha256 });

/** Looks through all folders; files whose size and time stayed are not opened again. What lies in two is the first's. */
export async function lookThrough(roots: readonly string[], options: LookThroughOptions): Promise<LookedThrough> {
  const { database, walks } = options;
  walks.forget();
  const vaes = await listVaes(roots, walks);
  const look: Look = { ...options, rows: rowsByPath(database), vaes, findPreview: previewFinder() };
  const found = new Map<string, Found>();
  const passedOver = new Map<string, PassedOver>();
  for (const root of roots) {
    const parts: PassedOver[] = [];
    for (const kind of listedKinds) {
      const search = await searchModels([root], kind, walks);
      parts.push(search.passedOver);
      const files = search.files.filter(({ path }) => !found.has(path));
      for await (const one of foundAmong(files, { kind, root }, look)) found.set(one.path, one);
    }
    passedOver.set(root, joinPassedOver(parts));
  }
  return { found: [...found.values()], passedOver };
}

interface Where {
  readonly kind: ListedKind;
  readonly root: string;
}

async function* foundAmong(files: readonly ModelFile[], where: Where, look: Look): AsyncGenerator<Found> {
  for (let i = 0; i < files.length; i += atOnce) {
    const some = await Promise.all(files.slice(i, i + atOnce).map((file) => lookAt(file, where, look)));
    yield* some.filter((one) => one !== undefined);
  }
}

/** Undefined for what went away meanwhile, and for what is only a picture. */
async function lookAt(file: ModelFile, where: Where, look: Look): Promise<Found | undefined> {
  const { path } = file;
  const info = await stat(path).catch(() => undefined);
  if (!info) return undefined;
  const stamp = { root: where.root, size: info.size, modified: info.mtimeMs };
  const known = stillSaid(look.rows.get(path), stamp);
  const entry = (await stillTrue(path, known, where, look)) ?? (await readAnew(file, where, info.size));
  return entry && { ...stamp, path, entry: { ...bare(entry), ...(await besides(path, entry, where, look)) } };
}

async function stillTrue(path: string, known: ListedModel | undefined, { kind }: Where, { vaes }: Look) {
  const isWhole = !known?.problem || known.problem.facts; // an earlier version kept no facts to tell it with
  if (known?.kind !== kind || !isWhole) return undefined;
  return (await isStillKnown(path, known, vaes)) ? known : undefined;
}

function readAnew({ path, name, stem }: ModelFile, { kind, root }: Where, sizeBytes: number) {
  const folder = path.slice(0, path.length - name.length - 1);
  return readModelEntry({ path, name, stem }, { kind, folder, sizeBytes, isStarter: root === starterRoot });
}

/** What is known of a file without opening it; it may change while the file stays. */
async function besides(path: string, entry: ListedModel, { kind }: Where, look: Look): Promise<Partial<ListedModel>> {
  const sha256 = await look.hashes.known(path).catch(() => undefined);
  const previewVersion = ifReadable(await look.findPreview(path))?.version;
  const wordsBeside = kind === "lora" ? await readWordsBeside(path) : [];
  const automaticVae = kind === "checkpoint" ? await automaticVaeOf(path, entry, look.vaes) : undefined;
  return {
    ...(sha256 === undefined ? {} : hashFields(sha256)),
    ...defined({ previewVersion, automaticVae }),
    ...(wordsBeside.length > 0 ? { wordsBeside } : {}),
  };
}

const bare = ({ previewVersion: _, wordsBeside: __, ...entry }: ListedModel): ListedModel => entry;
