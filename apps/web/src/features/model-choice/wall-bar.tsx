import type { ModelSort } from "@danfang/domain";
import { Select, TextInput } from "@mantine/core";
import { IconArrowsSort, IconSearch } from "@tabler/icons-react";
import type { KeyboardEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** In the order in which they are offered. */
const sorts = ["handy", "name", "newest", "used", "size"] as const satisfies readonly ModelSort[];

interface WallBarProps {
  readonly text: string;
  readonly sort: ModelSort;
  readonly isFocused?: boolean;
  readonly onText: (text: string) => void;
  readonly onSort: (sort: ModelSort) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** What is searched for, and in what order it is shown. */
export function WallBar({ text, sort, isFocused, onText, onSort, onKeyDown }: WallBarProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="wall-bar">
      <TextInput
        className="grow"
        type="search"
        aria-label={t("models.search")}
        placeholder={t("models.search")}
        leftSection={<IconSearch size={17} stroke={1.5} />}
        value={text}
        data-autofocus={isFocused || undefined}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Select
        className="wall-sort"
        aria-label={t("wall.sort")}
        leftSection={<IconArrowsSort size={16} stroke={1.5} />}
        data={sorts.map((value) => ({ value, label: t(`wall.sorts.${value}`) }))}
        value={sort}
        allowDeselect={false}
        onChange={(value) => onSort(sorts.find((one) => one === value) ?? "name")}
      />
    </div>
  );
}
