import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { useWaitText } from "../../ui/use-wait-text.ts";
import { draftStore } from "../draft/draft-store.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { requestOf } from "../draft/order.ts";
import type { GridReading } from "./check-grid.ts";
import { estimate, gridLimits } from "./grid-size.ts";

/** Seconds from which a grid is something to come back to. */
const longWait = 15 * 60;

/** What the order will be: cells, pictures, time, and what stands against it. */
export function GridOutlook({ reading }: { reading: GridReading }): ReactElement {
  const { t } = useTranslation();
  const waitText = useWaitText();
  const draft = useStore(draftStore);
  const { data: finished = [] } = useQuery(queries.finishedJobs);
  const { size, limit, same, isReady } = reading;
  const used = axisNames.filter((name) => draft.grid[name].axis !== "");
  if (used.length === 0) return <p className="small faded grid-outlook">{t("grid.noAxes")}</p>;
  const seconds = estimate(requestOf({ ...draft, grid: { ...draft.grid, isOn: true } }), finished);
  const facts = [
    t("grid.cells", { shape: used.map((name) => size[name]).join(" × "), count: size.cells }),
    size.pictures > size.cells ? t("grid.pictures", { count: size.pictures }) : undefined,
    t("grid.sheet", { width: size.width, height: size.height }),
    isReady && seconds !== undefined ? t("grid.takes", { time: waitText(seconds) }) : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <div className="grid-outlook" role="status">
      <p className="small tabular">{facts.join(" · ")}</p>
      {same !== undefined && (
        <Warning>{t("grid.fault.sameAxis", { a: same[0].toUpperCase(), b: same[1].toUpperCase() })}</Warning>
      )}
      {limit === "cells" && <Warning>{t("grid.tooManyCells", { most: gridLimits.cells })}</Warning>}
      {limit === "sheet" && <Warning>{t("grid.tooLarge", { ...size, ...gridLimits })}</Warning>}
      {isReady && seconds !== undefined && seconds > longWait && <Warning>{t("grid.long")}</Warning>}
    </div>
  );
}

const Warning = ({ children }: { children: string }): ReactElement => (
  <p className="small amber grid-warning">
    <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
    <span>{children}</span>
  </p>
);
