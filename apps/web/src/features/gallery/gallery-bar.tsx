import type { Picture } from "@danfang/domain";
import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import {
  type Icon,
  IconArrowLeft,
  IconArrowsMaximize,
  IconColumns2,
  IconFilter,
  IconFolderPlus,
  IconSearch,
} from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWide } from "../../ui/use-wide.ts";
import { enlargeDialog } from "../enlarge/enlarge-now.ts";
import { chosenPictures, galleryFilter } from "./gallery-state.ts";

/** Typing rests this long before the gallery is searched, milliseconds. */
const searchAfter = 10;

interface GalleryBarProps {
  /** Undefined while it is not known. */
  readonly total: number | undefined;
  readonly chosen: readonly Picture[] | undefined;
  readonly onFilters: () => void;
  readonly onImport: () => void;
}

/** What is searched for, how many there are, and what can be done with them. */
export function GalleryBar({ total, chosen, onFilters, onImport }: GalleryBarProps): ReactElement {
  const { t } = useTranslation();
  const isWide = useWide();
  const count =
    chosen === undefined
      ? total !== undefined && t("gallery.total", { count: total })
      : chosen.length === 0
        ? t("gallery.comparePick")
        : t("gallery.comparePicked", { count: chosen.length });
  return (
    <div className="gallery-bar">
      <h1 className="visually-hidden">{t("gallery.title")}</h1>
      <SearchField />
      {!isWide && (
        <Button variant="default" px={10} aria-label={t("gallery.filters")} onClick={onFilters}>
          <IconFilter size={18} stroke={1.5} />
        </Button>
      )}
      <BarButton
        label={t("gallery.compare")}
        icon={IconColumns2}
        pressed={chosen !== undefined}
        onClick={() => chosenPictures.set(chosen === undefined ? [] : undefined)}
      />
      <BarButton label={t("gallery.import")} icon={IconFolderPlus} onClick={onImport} />
      <BarButton label={t("enlarge.menu")} icon={IconArrowsMaximize} onClick={() => enlargeDialog.set([])} />
      <span className="faded tabular small gallery-total" role="status">
        {count}
      </span>
    </div>
  );
}

interface BarButtonProps {
  readonly label: string;
  readonly icon: Icon;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

/** With its name where there is room for it. */
function BarButton({ label, icon: Sign, pressed, onClick }: BarButtonProps): ReactElement {
  const isWide = useWide();
  return (
    <Button
      variant={pressed ? "filled" : "default"}
      aria-pressed={pressed}
      px={isWide ? "md" : 10}
      aria-label={label}
      onClick={onClick}
    >
      <Sign size={18} stroke={1.5} />
      {isWide && <span style={{ marginLeft: 8 }}>{label}</span>}
    </Button>
  );
}

/** Where one is inside a stack, and the way out. */
export function StackBar({ cells }: { cells: number }): ReactElement {
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
