import { basename } from "node:path";
import type { ShelfKind } from "@danfang/domain";
import {
  byHash,
  type Candidates,
  calledExactly,
  compactName,
  type Hashes,
  type ModelFile,
  namesAmong,
} from "@danfang/library";
import type { Database } from "../../database/database.ts";
import { fileOf } from "./index-vaes.ts";

export interface IndexSearchOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  readonly roots: readonly string[];
}

/** The index, asked for files by what people call them. */
export interface IndexSearch {
  all(kind: ShelfKind): ModelFile[];
  first(kind: ShelfKind): ModelFile | undefined;
  /** Among what words are looked for. */
  candidates(kind: ShelfKind): Candidates;
  /** What a prompt's tag means. */
  called(kind: ShelfKind, name: string): ModelFile | undefined;
  /** Textual inversions that a text may name. */
  mentioned(text: string): ModelFile[];
}

/** Models of a kind below the roots, copies too: a file answers to each of its names. */
const ofKind = "FROM models WHERE kind = :kind AND is_absent = 0 AND root IN (SELECT value FROM json_each(:roots))";
/** The first root's first, each folder in natural order. */
const inOrder = `ORDER BY (SELECT key FROM json_each(:roots) WHERE value = root), place, sort, number`;

/** Case counts in letters beyond ASCII where a part of a name is looked for. */
export function searchIndex({ database, hashes, roots }: IndexSearchOptions): IndexSearch {
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
  function called(kind: ShelfKind, name: string): ModelFile | undefined {
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
  return {
    all,
    candidates,
    called,
    first: (kind) => rows(kind, "AND is_copy = 0", {}, "LIMIT 1")[0],
    mentioned: (text) => rows("embedding", "AND word <> '' AND instr(:text, word) > 0", { text: compactName(text) }),
  };
}
