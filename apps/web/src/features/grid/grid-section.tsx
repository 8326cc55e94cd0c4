import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { requestOf } from "../draft/order.ts";
import { isSectionOpen, Section } from "../knobs/section.tsx";
import { gridSize } from "./grid-size.ts";

const GridBuilder = lazyPart(async () => (await import("./grid-builder.tsx")).GridBuilder);

/** Where the section stands open from last time, its fields are there when the page is drawn. */
export const fetchOpenGrid = () => (isSectionOpen("grid") ? GridBuilder.fetch() : undefined);

/** Many pictures that differ in one, two or three things, on one sheet. */
export function GridSection(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const { grid } = draft;
  const used = axisNames.filter((name) => grid[name].axis !== "");
  const isOrdered = grid.isOn && used.length > 0;
  const size = isOrdered ? gridSize(requestOf(draft)) : undefined;
  return (
    <Section
      name="grid"
      title={t("grid.title")}
      summary={size && used.map((name) => size[name]).join(" × ")}
      switched={{
        isOn: grid.isOn,
        onChange: (isOn) => setDraft({ grid: { ...draftStore.get().grid, isOn } }),
      }}
    >
      <GridBuilder />
    </Section>
  );
}
