import type { Picture } from "@danfang/domain";
import { useElementSize } from "@mantine/hooks";
import { type ReactElement, useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PictureFilter } from "../../api/client.ts";
import { useWide } from "../../ui/use-wide.ts";
import { rowHeight } from "./gallery-measures.ts";
import { moveFocus } from "./grid-focus.ts";
import { PageOfPictures } from "./page-of-pictures.tsx";
import { useGalleryPages } from "./use-gallery-pages.ts";
import { useScrollKeys } from "./use-scroll-keys.ts";
import { useScrollSpeed } from "./use-scroll-speed.ts";

interface GalleryGridProps {
  readonly filter: PictureFilter;
  readonly total: number;
  readonly chosen: readonly Picture[] | undefined;
  /** Opens or chooses picture `index` of the whole gallery. */
  readonly onPick: (picture: Picture, index: number) => void;
}

/** All pictures in justified rows, drawn page by page, so that 100,000 pictures have a scroll bar from the first moment. */
export function GalleryGrid({ filter, total, chosen, onPick }: GalleryGridProps): ReactElement {
  const { t } = useTranslation();
  const { ref: sizeRef, width } = useElementSize<HTMLElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const target = useWide() ? rowHeight.wide : rowHeight.narrow;
  const { virtualizer, lengthOf, resize, onFocus } = useGalleryPages({ scroller, filter, total, width, target });
  useScrollKeys(scroller);
  const isFlying = useScrollSpeed(scroller);
  const latestPick = useRef(onPick);
  latestPick.current = onPick;
  const pick = useCallback((picture: Picture, index: number) => latestPick.current(picture, index), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div
      ref={scroller}
      className="gallery-scroll"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
      }}
      onFocus={onFocus}
    >
      <section
        ref={sizeRef}
        className="gallery-sheet"
        aria-label={t("gallery.grid")}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, size }) => (
          <PageOfPictures
            key={index}
            page={index}
            length={lengthOf(index)}
            top={start}
            room={size}
            filter={filter}
            width={width}
            target={target}
            chosen={chosen}
            isFlying={isFlying}
            onPick={pick}
            onHeight={resize}
          />
        ))}
      </section>
    </div>
  );
}
