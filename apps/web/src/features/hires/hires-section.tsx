import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { Field } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { useGroup } from "../knobs/use-group.ts";

/** The second, larger pass. */
export function HiresSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("hires");
  const { width, height } = useStore(draftStore);
  const size = `${Math.round(width * group.scale)} × ${Math.round(height * group.scale)}`;
  const summary = switched.isOn ? `× ${group.scale} · ${group.upscaler} · ${group.denoisingStrength}` : undefined;
  return (
    <Section name="hires" title={t("sections.hires")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <Field at="hires.upscaler" />
        <Field at="hires.scale" />
        <Field at="hires.denoisingStrength" />
        <Field at="hires.steps" />
        <Field at="hires.width" />
        <Field at="hires.height" />
        <Field at="hires.sampler" />
        <Field at="hires.schedule" />
        <Field at="hires.checkpoint" />
      </div>
      <Field at="hires.prompt" />
      <Field at="hires.negativePrompt" />
      {group.width === 0 && group.height === 0 && <p className="tiny faded tabular section-note">{size}</p>}
    </Section>
  );
}
