import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { Field } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { useWords } from "../knobs/use-words.ts";

/** Knobs that most people set once. */
export function MoreSection(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const clipSkip = useWords("clipSkip").label;
  const tiling = useWords("tiling").label;
  const summary = [
    draft.batchCount * draft.batchSize > 1 ? `${draft.batchCount} × ${draft.batchSize}` : undefined,
    draft.clipSkip > 1 ? `${clipSkip} ${draft.clipSkip}` : undefined,
    draft.rng === "nv" ? "nv" : undefined,
    draft.tiling ? tiling : undefined,
  ].filter((part) => part !== undefined);
  return (
    <Section name="more" title={t("sections.more")} summary={summary.join(" · ")}>
      <div className="knobs-pair">
        <Field at="batchCount" />
        <Field at="batchSize" />
        <Field at="clipSkip" />
        <Field at="cfgRescale" />
        <Field at="etaNoiseSeedDelta" />
        <Field at="rng" />
        <Field at="emphasis" />
      </div>
      <Field at="tiling" />
    </Section>
  );
}
