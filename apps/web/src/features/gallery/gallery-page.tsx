import type { Picture } from "@danfang/domain";
import { Button, Drawer, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import {
  IconArrowLeft,
  IconColumns2,
  IconFilter,
  IconFolderPlus,
  IconHeart,
  IconPhoto,
  IconSearch,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { galleryPageSize, queries } from "../../api/queries.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useStore } from "../../ui/store.ts";
import { useWide } from "../../ui/use-wide.ts";
import { CompareView } from "./compare-view.tsx";
import { EmptyBinBar } from "./empty-bin-bar.tsx";
import { Facets } from "./facets.tsx";
import { GalleryGrid } from "./gallery-grid.tsx";
import { chosenAfter, chosenPictures, galleryFilter } from "./gallery-state.ts";
import { ImportFolder } from "./import-folder.tsx";
import { Viewer } from "./viewer.tsx";
import "./gallery.css";

/** Typing rests this long before the gallery is searched, milliseconds. */
const searchAfter = 10;

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
        <div className="gallery-bar">
          <h1 className="visually-hidden">{t("gallery.title")}</h1>
          <SearchField />
          {!isWide && (
            <Button variant="default" px={10} aria-label={t("gallery.filters")} onClick={() => setDialog("facets")}>
              <IconFilter size={18} stroke={1.5} />
            </Button>
          )}
          <Button
            variant={chosen === undefined ? "default" : "filled"}
            aria-pressed={chosen !== undefined}
            px={isWide ? "md" : 10}
            aria-label={t("gallery.compare")}
            onClick={() => chosenPictures.set(chosen === undefined ? [] : undefined)}
          >
            <IconColumns2 size={18} stroke={1.5} />
            {isWide && <span style={{ marginLeft: 8 }}>{t("gallery.compare")}</span>}
          </Button>
          <Button
            variant="default"
            px={isWide ? "md" : 10}
            aria-label={t("gallery.import")}
            onClick={() => setDialog("import")}
          >
            <IconFolderPlus size={18} stroke={1.5} />
            {isWide && <span style={{ marginLeft: 8 }}>{t("gallery.import")}</span>}
          </Button>
          <span className="faded tabular small gallery-total" role="status">
            {chosen === undefined
              ? first && t("gallery.total", { count: total })
              : chosen.length === 0
                ? t("gallery.comparePick")
                : t("gallery.comparePicked", { count: chosen.length })}
          </span>
        </div>
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
      <Drawer
        opened={dialog === "facets"}
        onClose={() => setDialog(undefined)}
        position="bottom"
        title={t("gallery.filters")}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <Facets />
      </Drawer>
    </div>
  );
}

interface OpenedPictureProps {
  readonly index: number;
  readonly total: number;
  readonly onIndex: (index: number | undefined) => void;
}

/** The opened picture, wherever in the gallery it stands; its page is fetched if it is not there yet. */
function OpenedPicture({ index, total, onIndex }: OpenedPictureProps): ReactElement | null {
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

/** Where one is inside a stack, and the way out. */
function StackBar({ cells }: { cells: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="gallery-note">
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconArrowLeft size={16} stroke={1.6} />}
        onClick={() => galleryFilter.set({})}
      >
        {t("gallery.closeStack")}
      </Button>
      <span className="small">{t("gallery.stackTitle", { count: cells })}</span>
    </div>
  );
}

function SearchField(): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(galleryFilter.get().text ?? "");
  const search = useDebouncedCallback((words: string) => {
    galleryFilter.set(({ text: _, job: __, ...rest }) =>
      words.trim() === "" ? rest : { ...rest, text: words.trim() },
    );
  }, searchAfter);
  return (
    <TextInput
      className="gallery-search"
      type="search"
      aria-label={t("gallery.search")}
      placeholder={t("gallery.search")}
      leftSection={<IconSearch size={17} stroke={1.5} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

function EmptyGallery(): ReactElement {
  const { t } = useTranslation();
  const filter = useStore(galleryFilter);
  const icon = { size: 26, stroke: 1.4 } as const;
  const clear = (
    <Button variant="default" onClick={() => galleryFilter.set({})}>
      {t("gallery.clearFilters")}
    </Button>
  );
  if (filter.text !== undefined || filter.checkpoint !== undefined || filter.sampler !== undefined)
    return (
      <EmptyState
        icon={<IconSearch {...icon} />}
        title={t("gallery.emptySearch")}
        hint={t("gallery.emptySearchHint")}
        action={clear}
      />
    );
  if (filter.deleted)
    return <EmptyState icon={<IconTrash {...icon} />} title={t("gallery.emptyBin")} hint="" action={clear} />;
  if (filter.favourite)
    return (
      <EmptyState
        icon={<IconHeart {...icon} />}
        title={t("gallery.emptyFavourites")}
        hint={t("gallery.emptyFavouritesHint")}
        action={clear}
      />
    );
  return (
    <EmptyState
      icon={<IconPhoto {...icon} />}
      title={t("gallery.empty")}
      hint={t("gallery.emptyHint")}
      action={
        <Button component={Link} to="/">
          {t("gallery.emptyAction")}
        </Button>
      }
    />
  );
}
