import { posix } from "node:path";
import { type Import, isForTests, targetOf } from "./workspaces.ts";

/** Of two neighbours in one folder, files or folders with all that is below them, one imports the other. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The imports that make it. */
  readonly imports: readonly Import[];
}

/** Who imports which neighbour, at every level of folders. Imports of types count, those of tests and their parts do not. */
export function arrowsIn(imports: readonly Import[]): Arrow[] {
  const inside = imports.filter(({ file, specifier }) => specifier.startsWith(".") && !isForTests(file));
  const grouped = Map.groupBy(inside, ({ file, specifier }) => neighbours(file, targetOf(file, specifier)).join(" "));
  return [...grouped].map(([key, made]) => {
    const [from = "", to = ""] = key.split(" ");
    return { from, to, imports: made };
  });
}

/** The two paths down to where they part. */
function neighbours(file: string, target: string): [string, string] {
  const [a, b] = [file.split("/"), target.split("/")];
  const parting = a.findIndex((part, i) => part !== b[i]);
  const upToParting = (path: readonly string[]) => path.slice(0, parting < 0 ? path.length : parting + 1).join("/");
  return [upToParting(a), upToParting(b)];
}

/** The circles among arrows, the shortest first; of circles that meet only one, as the others may go with it. */
export function circlesIn(arrows: readonly Arrow[]): Arrow[][] {
  const arrowsFrom = Map.groupBy(arrows, ({ from }) => from);
  const circles = arrows.flatMap((arrow) => circleThrough(arrow, arrowsFrom));
  const met = new Set<string>();
  return circles
    .toSorted((a, b) => a.length - b.length)
    .filter((circle) => {
      const isNew = circle.every(({ from }) => !met.has(from));
      for (const { from } of circle) met.add(from);
      return isNew;
    });
}

/** The shortest way that an arrow leads back to where it begins; in a list, which is empty if it does not. */
function circleThrough(first: Arrow, arrowsFrom: ReadonlyMap<string, readonly Arrow[]>): Arrow[][] {
  const seen = new Set([first.to]);
  for (let ways = [[first]]; ways.length > 0; ) {
    const back = ways.find((way) => way.at(-1)?.to === first.from);
    if (back) return [back];
    ways = ways.flatMap((way) =>
      (arrowsFrom.get(way.at(-1)!.to) ?? []).flatMap((next) => {
        if (seen.has(next.to)) return [];
        seen.add(next.to);
        return [[...way, next]];
      }),
    );
  }
  return [];
}

/** Arrows between rooms of a folder that go to a higher row. Within a row they may go as they like, but in no circle. */
export function upwardIn(arrows: readonly Arrow[], folder: string, rows: readonly (readonly string[])[]): Arrow[] {
  const rowOf = (path: string) =>
    posix.dirname(path) === folder ? rows.findIndex((row) => row.includes(posix.basename(path))) : -1;
  return arrows.filter(({ from, to }) => rowOf(from) >= 0 && rowOf(to) > rowOf(from));
}

const mostTold = 3;

/** `a → b → a`, and the imports to look at. */
export const tellArrows = (arrows: readonly Arrow[]): string =>
  [
    `in ${posix.dirname(arrows[0]!.from)}: ${[arrows[0]!.from, ...arrows.map(({ to }) => to)].map((path) => posix.basename(path)).join(" → ")}`,
    ...arrows.flatMap(({ imports }) => [
      ...imports.slice(0, mostTold).map(({ file, specifier }) => `${file} imports ${specifier}`),
      ...(imports.length > mostTold ? [`and ${imports.length - mostTold} more of this kind`] : []),
    ]),
  ].join("\n  ");
