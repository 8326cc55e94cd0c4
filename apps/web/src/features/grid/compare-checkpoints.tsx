import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { familyWords } from "../model-choice/family-words.ts";
import { compareOnGrid } from "./put-on-grid.ts";
import "./grid.css";

interface CompareCheckpointsProps {
  /** The one in use: compared with the others unless it is taken out. */
  readonly chosen: string | undefined;
  readonly onClose: () => void;
}

/** From how many on a list is searched rather than read. */
const searchedFrom = 8;

/** Several checkpoints, put on the X axis of a grid. */
export function CompareCheckpoints({ chosen, onClose }: CompareCheckpointsProps): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [picked, setPicked] = useState<readonly string[]>(chosen === undefined ? [] : [chosen]);
  const { data: found = [] } = useQuery({
    ...modelQueries.usable("checkpoint", search.trim()),
    placeholderData: keepPreviousData,
  });
  function compare() {
    compareOnGrid(picked);
    onClose();
    void navigate({ to: "/" });
  }
  return (
    <Dialog opened onClose={onClose} title={t("grid.compareTitle")}>
      <div className="stack">
        <p className="small faded grid-note">{t("grid.compareHint")}</p>
        {(found.length >= searchedFrom || search !== "") && (
          <TextInput
            type="search"
            aria-label={t("top.searchCheckpoint")}
            placeholder={t("top.searchCheckpoint")}
            leftSection={<IconSearch size={16} stroke={1.5} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Checkbox.Group value={[...picked]} onChange={setPicked}>
          <div className="compare-list">
            {found.map(({ name, stem, hash, ...entry }) => (
              <Checkbox
                key={name}
                value={name}
                label={stem}
                description={[familyWords(entry, t), hash].filter(Boolean).join(" · ")}
              />
            ))}
            {found.length === 0 && <p className="small faded grid-note">{t("top.noMatch")}</p>}
          </div>
        </Checkbox.Group>
        <Button disabled={picked.length < 2} onClick={compare}>
          {t("grid.compareGo", { count: picked.length })}
        </Button>
      </div>
    </Dialog>
  );
}
