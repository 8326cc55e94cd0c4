import type { Picture } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import { memo, type ReactElement, useEffect, useMemo } from "react";
import type { PictureFilter } from "../../api/client.ts";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { gap, square } from "./gallery-measures.ts";
import { type JustifiedRow, justify, type Size, widthInRow } from "./justify.ts";
import { Tile } from "./tile.tsx";
import { useWorthwhile } from "./use-scroll-speed.ts";

interface PageOfPicturesProps {
  readonly filter: PictureFilter;
  readonly chosen: readonly Picture[] | undefined;
  readonly onPick: (picture: Picture, index: number) => void;
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
export const PageOfPictures = memo(function PageOfPictures(props: PageOfPicturesProps): ReactElement {
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
