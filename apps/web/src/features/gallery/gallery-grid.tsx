import type { Picture, PicturePage } from "@danfang/domain";
import { useElementSize } from "@mantine/hooks";
import { IconCheck, IconGridDots, IconHeartFilled } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactElement, useCallback, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type PictureFilter, thumbnailUrl } from "../../api/client.ts";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { useWide } from "../../ui/use-wide.ts";
import { isSheet } from "../draft/grid-draft.ts";
import { openStack } from "./gallery-state.ts";
import { moveFocus } from "./grid-focus.ts";
import { type JustifiedRow, justify, type Size, widthInRow } from "./justify.ts";
import { useScrollKeys } from "./use-scroll-keys.ts";
import { useScrollSpeed, useWorthwhile } from "./use-scroll-speed.ts";

interface GalleryGridProps {
  readonly filter: PictureFilter;
  readonly total: number;
  readonly chosen: readonly Picture[] | undefined;
  /** Opens or chooses picture `index` of the whole gallery. */
  readonly onPick: (picture: Picture, index: number) => void;
}

/** Height of a row, CSS pixels, before it is stretched to fill the width. */
const rowHeight = { wide: 210, narrow: 120 } as const;
const gap = 6;
/** Pages kept drawn above and below what is seen. */
const overscan = 1;
const square = { width: 1, height: 1 } as const;

/**
 * All pictures in justified rows, drawn page by page: a page that was never seen is taken for squares until it comes, so
 * that 100,000 pictures have a scroll bar from the first moment.
 */
export function GalleryGrid({ filter, total, chosen, onPick }: GalleryGridProps): ReactElement {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { ref: sizeRef, width } = useElementSize<HTMLElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const focused = useRef<number>(undefined);
  const target = useWide() ? rowHeight.wide : rowHeight.narrow;
  const pageCount = Math.ceil(total / galleryPageSize);
  useScrollKeys(scroller);
  const isFlying = useScrollSpeed(scroller);

  const lengthOf = (page: number) => Math.min(galleryPageSize, total - page * galleryPageSize);
  const unseenHeight = useMemo(
    () => justify(new Array(galleryPageSize).fill(square), width, target, gap).height,
    [width, target],
  );
  const heightOf = (page: number) => {
    const known = queryClient.getQueryData<PicturePage>(queries.picturePage(filter, page).queryKey)?.pictures;
    if (known !== undefined) return justify(known, width, target, gap).height;
    const length = lengthOf(page);
    return length === galleryPageSize
      ? unseenHeight
      : justify(new Array(length).fill(square), width, target, gap).height;
  };
  const virtualizer = useVirtualizer({
    count: width > 0 ? pageCount : 0,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan,
    // A page that comes changes sizes in an effect, where nothing may be drawn at once.
    useFlushSync: false,
    // Where the focus is stays drawn, however far one scrolls: keys go on from there.
    rangeExtractor: useCallback((range: Range) => {
      const pages = defaultRangeExtractor(range);
      const kept = focused.current;
      return kept === undefined || kept >= range.count || pages.includes(kept)
        ? pages
        : [...pages, kept].sort((a, b) => a - b);
    }, []),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width lays every page out anew
  useEffect(() => {
    virtualizer.measure();
  }, [width, target, virtualizer]);
  const latestPick = useRef(onPick);
  latestPick.current = onPick;
  const pick = useCallback((picture: Picture, index: number) => latestPick.current(picture, index), []);
  const resize = useCallback((page: number, height: number) => virtualizer.resizeItem(page, height), [virtualizer]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div
      ref={scroller}
      className="gallery-scroll"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
      }}
      onFocus={(event) => {
        const page = event.target.closest<HTMLElement>("[data-page]")?.dataset.page;
        focused.current = page === undefined ? undefined : Number(page);
      }}
    >
      <section
        ref={sizeRef}
        className="gallery-sheet"
        aria-label={t("gallery.grid")}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, size }) => (
          <GalleryPage
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

interface GalleryPageProps extends Pick<GalleryGridProps, "filter" | "chosen" | "onPick"> {
  readonly page: number;
  /** Pictures on this page. */
  readonly length: number;
  readonly top: number;
  readonly room: number;
  readonly width: number;
  readonly target: number;
  /** Whether pages rush past so fast that nobody sees them. */
  readonly isFlying: () => boolean;
  readonly onHeight: (page: number, height: number) => void;
}

/** One page of pictures. Scrolling moves it and draws it not again: hence the memo. */
const GalleryPage = memo(function GalleryPage(props: GalleryPageProps): ReactElement {
  const { page, length, width, target, onHeight, onPick, room } = props;
  const isWanted = useWorthwhile(props.isFlying);
  const { data } = useQuery({ ...queries.picturePage(props.filter, page), enabled: isWanted });
  const pictures = data?.pictures;
  const sizes = useMemo<readonly Size[]>(() => pictures ?? new Array(length).fill(square), [pictures, length]);
  const { rows, height } = useMemo(() => justify(sizes, width, target, gap), [sizes, width, target]);
  useEffect(() => {
    if (Math.abs(height - room) > 0.5) onHeight(page, height);
  }, [page, height, room, onHeight]);
  return (
    <div className="gallery-block" data-page={page} style={{ transform: `translateY(${props.top}px)` }}>
      {placesIn(rows, sizes).map(({ left, top, width: wide, height: high }, i) => {
        const picture = pictures?.[i];
        const style = { transform: `translate(${left}px, ${top}px)`, width: wide, height: high };
        if (picture === undefined)
          // biome-ignore lint/suspicious/noArrayIndexKey: places, not things
          return <span key={i} className="gallery-place" style={style} />;
        return (
          <Tile
            key={picture.id}
            picture={picture}
            style={style}
            isChosen={props.chosen?.some(({ id }) => id === picture.id)}
            index={page * galleryPageSize + i}
            onPick={onPick}
          />
        );
      })}
    </div>
  );
});

/** Where every picture of a page lies. Not a row each: a picture that comes would take others, and their focus, from row to row. */
function placesIn(rows: readonly JustifiedRow[], sizes: readonly Size[]) {
  let top = 0;
  return rows.flatMap(({ start, end, height }) => {
    let left = 0;
    const places = sizes.slice(start, end).map((size) => {
      const width = widthInRow(size, height);
      const place = { left, top, width, height };
      left += width + gap;
      return place;
    });
    top += height + gap;
    return places;
  });
}

interface TileProps {
  readonly picture: Picture;
  /** Its place in the whole gallery. */
  readonly index: number;
  readonly style: { readonly transform: string; readonly width: number; readonly height: number };
  /** Undefined while none are being chosen. */
  readonly isChosen: boolean | undefined;
  readonly onPick: (picture: Picture, index: number) => void;
}

const Tile = memo(function Tile({ picture, index, style, isChosen, onPick }: TileProps): ReactElement {
  const { t } = useTranslation();
  const prompt = picture.recipe.prompt || t("create.untitled");
  const isOfGrid = isSheet(picture.recipe.extra);
  const words = t("gallery.picture", { prompt, width: picture.width, height: picture.height });
  const label = isOfGrid ? `${t("grid.badge")}: ${words}` : words;
  const side = Math.max(style.width, style.height) * Math.min(2, devicePixelRatio);
  return (
    <div className="gallery-item" style={style} data-stack={picture.cells === undefined ? undefined : ""}>
      <button
        type="button"
        className="gallery-tile"
        aria-label={label}
        aria-pressed={isChosen}
        onClick={() => onPick(picture, index)}
      >
        <img ref={stopLoading} src={thumbnailUrl(picture.id, side)} alt="" loading="lazy" decoding="async" />
        <span className="gallery-caption">{prompt}</span>
        {picture.favourite && <IconHeartFilled size={15} className="gallery-heart" aria-hidden />}
        {isOfGrid && isChosen === undefined && picture.cells === undefined && (
          <span className="gallery-badge" aria-hidden>
            <IconGridDots size={15} stroke={1.8} />
          </span>
        )}
        {isChosen !== undefined && (
          <span className="gallery-check" data-chosen={isChosen || undefined} aria-hidden>
            {isChosen && <IconCheck size={14} stroke={2.5} />}
          </span>
        )}
      </button>
      {picture.cells !== undefined && isChosen === undefined && (
        <button
          type="button"
          className="gallery-badge gallery-stack"
          title={t("gallery.openStack")}
          aria-label={t("gallery.openStackOf", { count: picture.cells, prompt })}
          onClick={() => openStack(picture)}
        >
          <IconGridDots size={15} stroke={1.8} aria-hidden />
          <span className="tabular">{picture.cells}</span>
        </button>
      )}
    </div>
  );
}, isSameTile);

function isSameTile({ style: before, ...old }: TileProps, { style: after, ...now }: TileProps): boolean {
  const isThere =
    before.transform === after.transform && before.width === after.width && before.height === after.height;
  return isThere && (Object.keys(old) as (keyof typeof old)[]).every((name) => old[name] === now[name]);
}

/** A picture that is scrolled away before it came is not waited for: those in view are next. */
const stopLoading = (image: HTMLImageElement) => () => {
  // React also lets go of what it only hides for a moment: a microtask later it is known whether the picture went.
  queueMicrotask(() => {
    if (!image.isConnected && !image.complete) image.removeAttribute("src");
  });
};
