import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { nearest, type ShelfKind } from "@danfang/domain";
import {
  byHash,
  type Candidates,
  calledExactly,
  compactName,
  foldersOf,
  type Hashes,
  type ModelFile,
  meantBy,
  namesAmong,
  notFound,
  type Shelf,
} from "@danfang/library";
import type { Database } from "../database/database.ts";
import { fileOf, vaesIn } from "./index/index-vaes.ts";
import { revisionOf } from "./index/revision.ts";
import type { Listing } from "./listing.ts";

export interface IndexShelfOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  readonly listing: Pick<Listing, "ready" | "refresh" | "isFresh">;
  readonly roots: readonly string[];
}

/** Models of a kind below the roots, copies too: a file answers to each of its names. */
const ofKind = "FROM models WHERE kind = :kind AND is_absent = 0 AND root IN (SELECT value FROM json_each(:roots))";
/** The first root's first, each folder in natural order. */
const inOrder = `ORDER BY (SELECT key FROM json_each(:roots) WHERE value = root), place, sort, number`;

/**
 * The shelf of the index: no folder is walked to find what is named. What is not found, or is gone, makes it look at the
 * disk once. The same answers as {@link openShelf}, but that case counts in letters beyond ASCII where a part of a name
 * is looked for.
 */
export function openIndexShelf({ database, hashes, listing, roots }: IndexShelfOptions): Shelf {
  const rootsJson = JSON.stringify(roots);
  const rows = (kind: ShelfKind, where: string, values: Record<string, string | number> = {}, more = "") =>
    database
      .all(`SELECT path, name, kind ${ofKind} ${where} ${inOrder} ${more}`, { kind, roots: rootsJson, ...values })
      .map(fileOf);
  const all = (kind: ShelfKind) => rows(kind, "");

  /** Files whose name without folder and suffix these words may be. */
  function namesakes(kind: ShelfKind, words: string): ModelFile[] {
    const last = basename(words.replaceAll("\\", "/"));
    const spelled = kind === "embedding" ? compactName : (text: string) => text.toLowerCase();
    const [whole, bare] = [spelled(last), spelled(last.replace(/\.[^.]+$/, ""))];
    return rows(kind, "AND word IN (:whole, :bare)", { whole, bare });
  }
  function candidates(kind: ShelfKind): Candidates {
    return {
      kind,
      called: (name) => namesAmong(namesakes(kind, name))(name),
      withPart: (words) => withPart(kind, words),
      async hashed(digits, among) {
        const wanted = digits.toLowerCase();
        const known =
          among ?? rows(kind, "AND sha256 >= :hash AND sha256 < :after", { hash: wanted, after: `${wanted}g` });
        return (await byHash(known, wanted, hashes)) ?? (among ? undefined : byHash(all(kind), wanted, hashes));
      },
      few: () => all(kind),
    };
  }
  function withPart(kind: ShelfKind, words: string): ModelFile | undefined {
    const part = words.toLowerCase();
    const row = database.first(
      `SELECT path, name, kind ${ofKind} AND (instr(lower(name), :part) > 0 OR instr(name, :words) > 0)
       ORDER BY length(name), (SELECT key FROM json_each(:roots) WHERE value = root), place, sort, number LIMIT 1`,
      { kind, roots: rootsJson, part, words },
    );
    return row && fileOf(row);
  }
  async function search(kind: ShelfKind, words: string): Promise<ModelFile | undefined> {
    return ifThere(await meantBy(words, candidates(kind)));
  }
  function calledSo(kind: ShelfKind, name: string): ModelFile | undefined {
    const exact = calledExactly(namesakes(kind, name))(name);
    return exact ?? (kind === "lora" ? aliased(name) : undefined);
  }
  /** An alias that several files have is nobody's. Source: see {@link nameLoras}. */
  function aliased(name: string): ModelFile | undefined {
    const alias = name.toLowerCase();
    const named = rows("lora", "AND alias = :alias", { alias });
    const stems = new Map(named.map((file) => [file.stem, file]));
    return alias === "none" || stems.size !== 1 ? undefined : [...stems.values()][0];
  }
  /** Whatever was put into a folder since is found too. */
  async function orAfterLooking(look: () => Promise<ModelFile | undefined>): Promise<ModelFile | undefined> {
    await listing.ready();
    const found = await look();
    if (found) return found;
    await listing.refresh();
    return look();
  }
  let vaes: { readonly revision: string; readonly listed: ReadonlyMap<string, ModelFile> } | undefined;
  return {
    async list(kind) {
      await listing.ready();
      return all(kind);
    },
    async first(kind) {
      await listing.ready();
      return rows(kind, "AND is_copy = 0", {}, "LIMIT 1")[0];
    },
    async find(kind, words) {
      const found = await orAfterLooking(() => search(kind, words));
      if (found) return found;
      const folders = await Promise.all(roots.map((root) => foldersOf(root, kind)));
      const names = all(kind).map(({ name }) => name);
      throw notFound(kind, words, { names, folders: folders.flat() });
    },
    called: (kind, name) => orAfterLooking(() => ifThere(calledSo(kind, name))),
    async like(kind, name, most) {
      const stems = all(kind).map(({ stem }) => stem);
      return nearest(name, stems, most);
    },
    async mentioned(text) {
      await listing.ready();
      if (!(await listing.isFresh("embedding"))) await listing.refresh();
      return rows("embedding", "AND word <> '' AND instr(:text, word) > 0", { text: compactName(text) });
    },
    async vaes() {
      await listing.ready();
      const revision = revisionOf(database);
      if (vaes?.revision !== revision) vaes = { revision, listed: vaesIn(database, roots) };
      return vaes.listed;
    },
  };
}

/** What is remembered may be gone. */
const ifThere = async (file: ModelFile | undefined): Promise<ModelFile | undefined> =>
  file && (await stat(file.path).catch(() => undefined)) ? file : undefined;
