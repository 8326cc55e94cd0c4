import { type ModelEntry, ownValue } from "@danfang/domain";
import { Skeleton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from "react";
import { type ModelWish, modelPageSize, modelQueries } from "../../api/model-queries.ts";
import "./model-wall.css";

interface ModelWallProps {
  readonly label: string;
  readonly wish: ModelWish;
  /** Of the wish, once it is known. */
  readonly total: number;
  readonly card: (model: ModelEntry, index: number) => ReactNode;
}

/** Room between two cards, height of the words under a picture, CSS pixels: model-wall.css has the same. */
const gap = 14;
const wordsHeight = 92;
const narrowestCard = 164;
/** Where the width is not known, as in a simulated document. */
const usualWidth = 900;

/** A wall of cards, 4:5 pictures over words; of fifty thousand only those near the window are drawn, and asked for. */
export function ModelWall({ label, wish, total, card }: ModelWallProps): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  const { ref, width: measured } = useElementSize<HTMLUListElement>();
  const width = measured > 0 ? measured : usualWidth;
  const columns = Math.max(2, Math.floor((width + gap) / (narrowestCard + gap)));
  const cardWidth = (width - gap * (columns - 1)) / columns;
  const rowHeight = Math.round((cardWidth * 5) / 4) + wordsHeight + gap;
  const virtualizer = useVirtualizer({
    count: Math.ceil(total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    initialRect: { width: usualWidth, height: usualWidth },
    overscan: 2,
    useFlushSync: false,
  });
  virtualizer.options.estimateSize = () => rowHeight;
  const wishKey = JSON.stringify(wish);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wish is looked at from its beginning
  useEffect(() => virtualizer.scrollToOffset(0), [wishKey, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const modelAt = useModelsBetween(wish, (rows[0]?.index ?? 0) * columns, ((rows.at(-1)?.index ?? 0) + 1) * columns);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const next = stepOf(event, columns, total);
    if (next === undefined) return;
    event.preventDefault();
    virtualizer.scrollToIndex(Math.floor(next / columns));
    requestAnimationFrame(() => focusCard(scroller.current, next));
  };
  return (
    <section ref={scroller} className="wall-scroll" aria-label={label} onKeyDown={move}>
      <ul ref={ref} className="wall" style={{ height: Math.max(0, Math.ceil(total / columns) * rowHeight - gap) }}>
        {rows.flatMap(({ index }) =>
          Array.from({ length: Math.min(columns, total - index * columns) }, (_, column) => {
            const at = index * columns + column;
            const model = modelAt(at);
            return (
              <li
                key={at}
                className="wall-place"
                aria-setsize={total}
                aria-posinset={at + 1}
                style={{
                  transform: `translate(${column * (cardWidth + gap)}px, ${index * rowHeight}px)`,
                  width: cardWidth,
                  height: rowHeight - gap,
                }}
              >
                {model === undefined ? <Skeleton className="wall-unseen" /> : card(model, at)}
              </li>
            );
          }),
        )}
      </ul>
    </section>
  );
}

/** The models from one place of the wall to another, as far as their pages have come. */
function useModelsBetween(wish: ModelWish, from: number, to: number): (at: number) => ModelEntry | undefined {
  const first = Math.floor(from / modelPageSize);
  const pages = Array.from({ length: Math.max(1, Math.ceil(to / modelPageSize) - first) }, (_, i) => first + i);
  const answers = useQueries({ queries: pages.map((page) => modelQueries.page(wish, page)) });
  return (at) => answers[Math.floor(at / modelPageSize) - first]?.data?.items[at % modelPageSize];
}

const steps: Readonly<Record<string, (columns: number) => number>> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

/** The card that a key leads to from the one it was pressed on. */
function stepOf({ key, target }: KeyboardEvent<HTMLElement>, columns: number, total: number): number | undefined {
  const at = (target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at;
  const by = ownValue(steps, key)?.(columns);
  if (at === undefined || by === undefined) return undefined;
  const next = Number(at) + by;
  return next >= 0 && next < total ? next : undefined;
}

const focusCard = (within: ParentNode | null, at: number): void =>
  within?.querySelector<HTMLElement>(`[data-at="${at}"] .wall-open`)?.focus();

/** The first card: where the arrow leads from a search field. */
export const focusFirstCard = (within: ParentNode | null): void => focusCard(within, 0);
