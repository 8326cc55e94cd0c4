import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { galleryFilter } from "./gallery-state.ts";
import { Viewer } from "./viewer.tsx";

interface OpenedPictureProps {
  readonly index: number;
  readonly total: number;
  readonly onIndex: (index: number | undefined) => void;
}

/** The opened picture, wherever in the gallery it stands; its page is fetched if it is not there yet. */
export function OpenedPicture({ index, total, onIndex }: OpenedPictureProps): ReactElement | null {
  const filter = useStore(galleryFilter);
  const queryClient = useQueryClient();
  const page = Math.floor(index / galleryPageSize);
  const { data } = useQuery(queries.picturePage(filter, page));
  const picture = data?.pictures[index % galleryPageSize];
  function step(by: 1 | -1) {
    const next = index + by;
    if (next < 0 || next >= total) return;
    onIndex(next);
    const further = Math.floor((next + by * 3) / galleryPageSize);
    if (further !== page && further >= 0) void queryClient.prefetchQuery(queries.picturePage(filter, further));
  }
  if (picture === undefined) return null;
  return <Viewer picture={picture} place={{ n: index + 1, total }} onStep={step} onClose={() => onIndex(undefined)} />;
}
