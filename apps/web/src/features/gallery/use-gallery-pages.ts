import type { PicturePage } from "@danfang/domain";
import { useQueryClient } from "@tanstack/react-query";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import type { PictureFilter } from "../../api/client.ts";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { gap, square } from "./gallery-measures.ts";
import { justify } from "./justify.ts";

interface GalleryPages {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly filter: PictureFilter;
  /** Pictures of the whole gallery. */
  readonly total: number;
  /** Of the sheet, CSS pixels; 0 while it is not known. */
  readonly width: number;
  /** Height of a row, before it is stretched. */
  readonly target: number;
}

/** Pages kept drawn above and below what is seen. */
const overscan = 1;

/** Which pages of a gallery are drawn, and where: a page that was never seen is taken for squares until it comes. */
export function useGalleryPages({ scroller, filter, total, width, target }: GalleryPages) {
  const queryClient = useQueryClient();
  const { rangeExtractor, onFocus } = useFocusedPage();
  const lengthOf = (page: number) => Math.min(galleryPageSize, total - page * galleryPageSize);
  const heightOfSquares = useMemo(() => {
    const heights = new Map<number, number>();
    return (length: number): number => {
      const known = heights.get(length) ?? justify(new Array(length).fill(square), width, target, gap).height;
      heights.set(length, known);
      return known;
    };
  }, [width, target]);
  const virtualizer = useVirtualizer({
    count: width > 0 ? Math.ceil(total / galleryPageSize) : 0,
    getScrollElement: () => scroller.current,
    estimateSize(page) {
      const known = queryClient.getQueryData<PicturePage>(queries.picturePage(filter, page).queryKey)?.pictures;
      return known === undefined ? heightOfSquares(lengthOf(page)) : justify(known, width, target, gap).height;
    },
    overscan,
    // A page that comes changes sizes in an effect, where nothing may be drawn at once.
    useFlushSync: false,
    rangeExtractor,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width lays every page out anew
  useEffect(() => {
    virtualizer.measure();
  }, [width, target, virtualizer]);
  const resize = useCallback((page: number, height: number) => virtualizer.resizeItem(page, height), [virtualizer]);
  return { virtualizer, lengthOf, resize, onFocus };
}

/** Where the focus is stays drawn, however far one scrolls: keys go on from there. */
function useFocusedPage() {
  const focused = useRef<number>(undefined);
  const rangeExtractor = useCallback((range: Range) => {
    const pages = defaultRangeExtractor(range);
    const kept = focused.current;
    return kept === undefined || kept >= range.count || pages.includes(kept)
      ? pages
      : [...pages, kept].sort((a, b) => a - b);
  }, []);
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const page = event.target.closest<HTMLElement>("[data-page]")?.dataset.page;
    focused.current = page === undefined ? undefined : Number(page);
  }, []);
  return { rangeExtractor, onFocus };
}
