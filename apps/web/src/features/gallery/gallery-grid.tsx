import type { Picture, PicturePage } from "@danfang/domain";
import { useElementSize } from "@mantine/hooks";
import { IconCheck, IconHeartFilled } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type PictureFilter, thumbnailUrl } from "../../api/client.ts";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { useWide } from "../../ui/use-wide.ts";
import { type JustifiedLayout, justify, widthInRow } from "./justify.ts";

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
  const target = useWide() ? rowHeight.wide : rowHeight.narrow;
  const pageCount = Math.ceil(total / galleryPageSize);

  const pageOf = (page: number) => queryClient.getQueryData<PicturePage>(queries.picturePage(filter, page).queryKey);
  const lengthOf = (page: number) => Math.min(galleryPageSize, total - page * galleryPageSize);
  const layoutOf = (page: number) => {
    const pictures = pageOf(page)?.pictures;
    return justify(pictures ?? new Array(lengthOf(page)).fill(square), width, target, gap);
  };
  const virtualizer = useVirtualizer({
    count: width > 0 ? pageCount : 0,
    getScrollElement: () => scroller.current,
    estimateSize: (page) => layoutOf(page).height,
    overscan,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width lays every page out anew
  useEffect(() => {
    virtualizer.measure();
  }, [width, target, virtualizer]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div
      ref={scroller}
      className="gallery-scroll"
      onKeyDown={(event) => {
        const by = arrowSteps[event.key];
        if (by !== undefined && moveFocus(event.currentTarget, by)) event.preventDefault();
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
            top={start}
            room={size}
            filter={filter}
            layout={layoutOf(index)}
            target={target}
            chosen={chosen}
            onPick={onPick}
            onHeight={(height) => virtualizer.resizeItem(index, height)}
            layoutFor={(pictures) => justify(pictures, width, target, gap)}
          />
        ))}
      </section>
    </div>
  );
}

interface GalleryPageProps extends Pick<GalleryGridProps, "filter" | "chosen" | "onPick"> {
  readonly page: number;
  readonly top: number;
  readonly room: number;
  readonly target: number;
  readonly layout: JustifiedLayout;
  readonly layoutFor: (pictures: readonly Picture[]) => JustifiedLayout;
  readonly onHeight: (height: number) => void;
}

function GalleryPage(props: GalleryPageProps): ReactElement {
  const { data } = useQuery(queries.picturePage(props.filter, props.page));
  const pictures = data?.pictures;
  const layout = pictures === undefined ? props.layout : props.layoutFor(pictures);
  const { onHeight, room } = props;
  const height = layout.height;
  useEffect(() => {
    if (Math.abs(height - room) > 0.5) onHeight(height);
  }, [height, room, onHeight]);
  return (
    <div className="gallery-block" style={{ transform: `translateY(${props.top}px)` }}>
      {layout.rows.map((row) => (
        <div key={row.start} className="gallery-row" style={{ height: row.height, marginBottom: gap, gap }}>
          {pictures === undefined
            ? Array.from({ length: row.end - row.start }, (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: places, not things
                <span key={i} className="gallery-place" style={{ width: row.height }} />
              ))
            : pictures
                .slice(row.start, row.end)
                .map((picture, i) => (
                  <Tile
                    key={picture.id}
                    picture={picture}
                    width={widthInRow(picture, row.height)}
                    height={row.height}
                    chosen={props.chosen}
                    onPick={() => props.onPick(picture, props.page * galleryPageSize + row.start + i)}
                  />
                ))}
        </div>
      ))}
    </div>
  );
}

interface TileProps {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly chosen: readonly Picture[] | undefined;
  readonly onPick: () => void;
}

function Tile({ picture, width, height, chosen, onPick }: TileProps): ReactElement {
  const { t } = useTranslation();
  const isChosen = chosen?.some(({ id }) => id === picture.id) === true;
  const prompt = picture.recipe.prompt || t("create.untitled");
  const label = t("gallery.picture", { prompt, width: picture.width, height: picture.height });
  const side = Math.max(width, height) * Math.min(2, devicePixelRatio);
  return (
    <div className="gallery-item" style={{ width }}>
      <button
        type="button"
        className="gallery-tile"
        aria-label={label}
        {...(chosen === undefined ? {} : { "aria-pressed": isChosen })}
        onClick={onPick}
      >
        <img src={thumbnailUrl(picture.id, side)} alt="" loading="lazy" decoding="async" />
        <span className="gallery-caption">{prompt}</span>
        {picture.favourite && <IconHeartFilled size={15} className="gallery-heart" aria-hidden />}
        {chosen !== undefined && (
          <span className="gallery-check" data-chosen={isChosen || undefined} aria-hidden>
            {isChosen && <IconCheck size={14} stroke={2.5} />}
          </span>
        )}
      </button>
    </div>
  );
}

const arrowSteps: Readonly<Record<string, "next" | "previous" | "below" | "above" | undefined>> = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowDown: "below",
  ArrowUp: "above",
};

/** Moves the focus among the drawn tiles; false where there is no neighbour. */
function moveFocus(grid: HTMLElement, to: "next" | "previous" | "below" | "above"): boolean {
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
