import i18next from "i18next";
import { say } from "../../ui/toasts.ts";
import type { Draft } from "../draft/draft.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { openSection } from "../knobs/section.tsx";
import { keptNames } from "./axis-names.ts";
import { type GridReading, readGrid } from "./check-grid.ts";
import { faultText } from "./fault-text.ts";
import { gridLimits } from "./grid-size.ts";

/** Whether a grid cannot be painted as it stands. Then it says why, and opens the builder. */
export function isGridHeldBack(draft: Draft): boolean {
  if (!draft.grid.isOn || axisNames.every((name) => draft.grid[name].axis === "")) return false;
  const reading = readGrid(draft, keptNames());
  if (reading.isReady) return false;
  openSection("grid");
  say(i18next.t("grid.notReady", { reason: reasonOf(reading) }));
  return true;
}

function reasonOf({ axes, limit, size }: GridReading): string {
  if (limit === "cells") return i18next.t("grid.tooManyCells", { most: gridLimits.cells });
  if (limit === "sheet") return i18next.t("grid.tooLarge", { ...size, ...gridLimits });
  const name = axisNames.find((candidate) => axes[candidate]?.faults[0] !== undefined);
  const fault = name && axes[name]?.faults[0];
  if (name === undefined || fault === undefined) return "";
  return i18next.t("grid.onAxis", { name: name.toUpperCase(), reason: faultText(fault) });
}
