import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../generate/draft.ts";
import { Section } from "../knobs/section.tsx";
import { useKnownNames } from "./axis-names.ts";
import { AxisRow } from "./axis-row.tsx";
import { readGrid } from "./check-grid.ts";
import { axisNames } from "./grid-draft.ts";
import { GridOptions } from "./grid-options.tsx";
import { GridOutlook } from "./grid-outlook.tsx";
import "./grid.css";

/** Many pictures that differ in one, two or three things, on one sheet. */
export function GridSection(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const known = useKnownNames();
  const [wantsZ, setWantsZ] = useState(false);
  const { grid } = draft;
  const reading = readGrid(draft, known);
  const hasZ = wantsZ || grid.z.axis !== "";
  const used = axisNames.filter((name) => grid[name].axis !== "");
  const { size } = reading;
  const shape = used.length === 0 ? undefined : used.map((name) => size[name]).join(" × ");
  return (
    <Section
      name="grid"
      title={t("grid.title")}
      summary={grid.isOn ? shape : undefined}
      switched={{
        isOn: grid.isOn,
        onChange: (isOn) => setDraft({ grid: { ...draftStore.get().grid, isOn } }),
      }}
    >
      {axisNames.map((name) =>
        name === "z" && !hasZ ? (
          <div key={name}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={14} stroke={1.7} />}
              onClick={() => setWantsZ(true)}
            >
              {t("grid.addZ")}
            </Button>
          </div>
        ) : (
          <AxisRow key={name} name={name} known={known} reading={reading.axes[name]} />
        ),
      )}
      <GridOptions />
      <GridOutlook reading={reading} />
    </Section>
  );
}
