import { createHash } from "node:crypto";
import { join } from "node:path";
import { modelKinds, type ShelfKind } from "@danfang/domain";
import { contentOf, readJsonFile } from "@danfang/formats";
import { z } from "zod";
import { movingErrors } from "../../problems/moving-errors.ts";
import { clashIn } from "./file-names.ts";
import type { ToMove } from "./moves.ts";
import type { TextStep } from "./step.ts";

/** Where a shelved model was. */
const ShelfCard = z.object({ from: z.string(), at: z.number() });
type ShelfCard = Readonly<z.infer<typeof ShelfCard>>;

/** Bytes of a card. */
const largestCard = 64 * 1024;

const cardOf = (shelf: string, path: string): string =>
  join(shelf, "cards", `${createHash("sha256").update(path).digest("hex").slice(0, 16)}.json`);

/** The card that comes with a model to the shelf. */
export function shelfCard(shelf: string, path: string, card: ShelfCard): TextStep {
  return { do: "write", to: cardOf(shelf, path), text: JSON.stringify(card) };
}

/** Where a model of the shelf was, and how its card goes. Errors: `moving/notShelved`, `files/…`. */
export async function readShelfCard(
  shelf: string,
  path: string,
): Promise<{ readonly from: string; readonly erase: TextStep }> {
  const to = cardOf(shelf, path);
  const found = ShelfCard.safeParse(contentOf(await readJsonFile(to, largestCard)));
  if (!found.success) throw movingErrors.notShelved({ file: path });
  return { from: found.data.from, erase: { do: "erase", to, text: JSON.stringify(found.data) } };
}

const folderOfKind = (kind: ShelfKind): string => modelKinds[kind].folders.danfang[0].replace(/^models\//, "");

/** A free place on the shelf, under the name that a model has: in a folder of its own where another has that name. */
export async function shelfPlace(shelf: string, { kind, name }: ToMove, taken: ReadonlySet<string>): Promise<string> {
  const parts = name.split("/");
  const file = parts.pop() ?? name;
  for (let n = 1; ; n++) {
    const folder = join(shelf, folderOfKind(kind), ...(n === 1 ? [] : [String(n)]), ...parts);
    const path = join(folder, file);
    if (!taken.has(path) && (await clashIn(folder, file)) === undefined) return path;
  }
}
