import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { useKnownNames } from "./axis-names.ts";
import { AxisRow } from "./axis-row.tsx";
import { readGrid } from "./check-grid.ts";
import { GridOptions } from "./grid-options.tsx";
import { GridOutlook } from "./grid-outlook.tsx";
import "./grid.css";

/** The directions of the grid, how it is laid out, and what that comes to. */
export function GridBuilder(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const known = useKnownNames();
  const [wantsZ, setWantsZ] = useState(false);
  const reading = readGrid(draft, known);
  const hasZ = wantsZ || draft.grid.z.axis !== "";
  return (
    <>
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
    </>
  );
}
