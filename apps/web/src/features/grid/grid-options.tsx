import { Chip, Tooltip } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { Field } from "../knobs/field.tsx";

/** How the sheet looks, and which seeds its cells have. */
export function GridOptions(): ReactElement {
  const { t } = useTranslation();
  const { grid } = useStore(draftStore);
  return (
    <div className="knobs-pair grid-options">
      <Field at="grid.drawLegend" />
      <Field at="grid.keepRandomSeeds" />
      <Field at="grid.margin" />
      <div className="knob">
        <Tooltip
          label={
            <>
              {t("grid.varySeedsHelp")}
              <span className="knob-a1111">{t("common.a1111Name", { name: "Vary seeds for X / Y / Z" })}</span>
            </>
          }
          position="top-start"
          multiline
        >
          <span className="knob-label">{t("grid.varySeeds")}</span>
        </Tooltip>
        <Chip.Group
          multiple
          value={[...grid.varySeeds]}
          onChange={(chosen) =>
            setDraft({
              grid: { ...draftStore.get().grid, varySeeds: axisNames.filter((name) => chosen.includes(name)) },
            })
          }
        >
          <div className="row grid-vary">
            {axisNames.map((name) => (
              <Chip key={name} value={name} size="xs" radius="sm" variant="outline">
                {name.toUpperCase()}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </div>
    </div>
  );
}
