import type { Picture } from "@danfang/domain";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { Sheet } from "../../ui/dialog.tsx";
import { useStore } from "../../ui/store.ts";
import { useWide } from "../../ui/use-wide.ts";
import { CompareView } from "./compare-view.tsx";
import { EmptyBinBar } from "./empty-bin-bar.tsx";
import { EmptyGallery } from "./empty-gallery.tsx";
import { Facets } from "./facets.tsx";
import { GalleryBar, StackBar } from "./gallery-bar.tsx";
import { GalleryGrid } from "./gallery-grid.tsx";
import { chosenAfter, chosenPictures, galleryFilter } from "./gallery-state.ts";
import { ImportFolder } from "./import-folder.tsx";
import { OpenedPicture } from "./opened-picture.tsx";
import "./gallery.css";

/** Everything that was painted here, or imported. */
export function GalleryPage(): ReactElement {
  const { t } = useTranslation();
  const isWide = useWide();
  const filter = useStore(galleryFilter);
  const chosen = useStore(chosenPictures);
  const { data: first } = useQuery(queries.picturePage(filter, 0));
  const [openedIndex, setOpenedIndex] = useState<number>();
  const [dialog, setDialog] = useState<"facets" | "import">();
  const total = first?.total ?? 0;
  const isEmpty = first !== undefined && total === 0;
  // The last picture went away while it was open: should it come back, it comes back into the gallery.
  useEffect(() => {
    if (isEmpty) setOpenedIndex(undefined);
  }, [isEmpty]);
  function pick(picture: Picture, index: number) {
    if (chosen === undefined) setOpenedIndex(index);
    else chosenPictures.set(chosenAfter(chosen, picture));
  }
  const pair = chosen?.length === 2 ? ([chosen[0], chosen[1]] as readonly [Picture, Picture]) : undefined;
  return (
    <div className="gallery">
      {isWide && (
        <aside className="gallery-rail" aria-label={t("gallery.filters")}>
          <Facets />
        </aside>
      )}
      <div className="gallery-main">
        <GalleryBar
          total={first && total}
          chosen={chosen}
          onFilters={() => setDialog("facets")}
          onImport={() => setDialog("import")}
        />
        {filter.job !== undefined && <StackBar cells={Math.max(0, total - 1)} />}
        {filter.deleted && !isEmpty && first !== undefined && <EmptyBinBar />}
        {isEmpty ? (
          <EmptyGallery />
        ) : (
          <GalleryGrid key={JSON.stringify(filter)} filter={filter} total={total} chosen={chosen} onPick={pick} />
        )}
      </div>
      {openedIndex !== undefined && total > 0 && (
        <OpenedPicture index={Math.min(openedIndex, total - 1)} total={total} onIndex={setOpenedIndex} />
      )}
      {pair !== undefined && <CompareView pictures={pair} onClose={() => chosenPictures.set(undefined)} />}
      <ImportFolder opened={dialog === "import"} onClose={() => setDialog(undefined)} />
      <Sheet
        opened={dialog === "facets"}
        onClose={() => setDialog(undefined)}
        position="bottom"
        title={t("gallery.filters")}
      >
        <Facets />
      </Sheet>
    </div>
  );
}
