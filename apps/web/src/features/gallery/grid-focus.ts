import { ownValue } from "@danfang/domain";

const arrowSteps: Readonly<Record<string, "next" | "previous" | "below" | "above" | undefined>> = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowDown: "below",
  ArrowUp: "above",
};

/** Moves the focus among the drawn tiles as an arrow key asks; false for other keys and where there is no neighbour. */
export function moveFocus(grid: HTMLElement, key: string): boolean {
  const to = ownValue(arrowSteps, key);
  if (to === undefined) return false;
  const tiles = [...grid.querySelectorAll<HTMLElement>(".gallery-tile")].map((tile) => ({
    tile,
    box: tile.getBoundingClientRect(),
  }));
  tiles.sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
  const at = tiles.findIndex(({ tile }) => tile === document.activeElement);
  const here = tiles[at];
  if (here === undefined) return false;
  const middle = here.box.left + here.box.width / 2;
  const other =
    to === "next"
      ? tiles[at + 1]
      : to === "previous"
        ? tiles[at - 1]
        : nearest(
            tiles.filter(({ box }) => (to === "below" ? box.top >= here.box.bottom : box.bottom <= here.box.top)),
            here.box.top,
            middle,
          );
  if (other === undefined) return false;
  other.tile.focus({ preventScroll: true });
  other.tile.scrollIntoView({ block: "nearest" });
  return true;
}

/** A row counts more than a column: rows are at least this much further apart than tiles of one row. */
const rowWeight = 10;

function nearest<T extends { box: DOMRect }>(tiles: readonly T[], top: number, middle: number): T | undefined {
  const distance = ({ box }: T) => Math.abs(box.top - top) * rowWeight + Math.abs(box.left + box.width / 2 - middle);
  return tiles.reduce<T | undefined>(
    (best, tile) => (best === undefined || distance(tile) < distance(best) ? tile : best),
    undefined,
  );
}
