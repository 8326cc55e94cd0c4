import { type BtreeRow, readBtreePage } from "./btree-page.ts";
import type { DatabasePages } from "./database-pages.ts";

/** Deeper than any B-tree that fits on a disk. */
const deepest = 40;

export interface BtreeWalk {
  /** Rows in order, page by page, as they are asked for. */
  readonly rows: Iterable<BtreeRow>;
  /** Pages seen so far; complete when the rows have been gone through. */
  readonly pages: ReadonlySet<number>;
  /** What could not be read so far: pages, and cells of pages. */
  faults(): number;
}

/**
 * Walks the B-tree below a page around everything that is damaged. A page is never visited twice. Without `of` it is what
 * its root is: tables without row numbers are kept as indexes are.
 */
export function walkBtree(
  database: DatabasePages,
  root: number,
  of = readBtreePage(database, root)?.of ?? "table",
): BtreeWalk {
  const pages = new Set<number>();
  let faults = 0;
  function* below(number: number, depth: number): Generator<BtreeRow> {
    const page = depth < deepest && !pages.has(number) ? readBtreePage(database, number) : undefined;
    if (page?.of !== of) {
      faults++;
      return;
    }
    pages.add(number);
    faults += page.lost;
    for (const row of page.rows) {
      for (const each of row.pages) pages.add(each);
      yield row;
    }
    for (const child of page.children) yield* below(child, depth + 1);
  }
  return { rows: { [Symbol.iterator]: () => below(root, 0) }, pages, faults: () => faults };
}
