import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberBox, NumberKnob } from "../knobs/number-knob.tsx";
import { Section } from "../knobs/section.tsx";
import { TextKnob } from "../knobs/text-knob.tsx";
import { useCheckpoints, useSamplers, useSchedules } from "../knobs/use-choices.ts";
import { useGroup } from "../knobs/use-group.ts";
import { findModels } from "../models/find-models.ts";
import { plainUpscalers } from "./upscalers.ts";

/** The second, larger pass. */
export function HiresSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("hires");
  const { width, height } = useStore(draftStore);
  const { data: models = [] } = useQuery(queries.models);
  const upscalers = [...plainUpscalers, ...findModels(models, "upscaler").map(({ stem }) => stem)].map((name) => ({
    value: name,
    label: name,
  }));
  const same = t("sections.same");
  const size = `${Math.round(width * group.scale)} × ${Math.round(height * group.scale)}`;
  const summary = switched.isOn ? `× ${group.scale} · ${group.upscaler} · ${group.denoisingStrength}` : undefined;
  return (
    <Section name="hires" title={t("sections.hires")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <ChoiceKnob at="hires.upscaler" a1111="Upscaler" choices={upscalers} searchable />
        <NumberKnob at="hires.scale" a1111="Upscale by" min={1} max={8} sliderMax={4} step={0.05} />
        <NumberKnob at="hires.denoisingStrength" a1111="Denoising strength" min={0} max={1} step={0.01} />
        <NumberKnob at="hires.steps" a1111="Hires steps" min={0} max={1000} sliderMax={60} step={1} />
        <NumberBox at="hires.width" a1111="Resize width to" min={0} max={16384} step={8} shown={{ at: 0, as: "—" }} />
        <NumberBox at="hires.height" a1111="Resize height to" min={0} max={16384} step={8} shown={{ at: 0, as: "—" }} />
        <ChoiceKnob at="hires.sampler" a1111="Hires sampling method" choices={useSamplers(same)} searchable />
        <ChoiceKnob at="hires.schedule" a1111="Hires schedule type" choices={useSchedules(same)} />
        <ChoiceKnob at="hires.checkpoint" a1111="Hires checkpoint" choices={useCheckpoints(same)} searchable />
      </div>
      <TextKnob at="hires.prompt" a1111="Hires prompt" />
      <TextKnob at="hires.negativePrompt" a1111="Hires negative prompt" />
      {group.width === 0 && group.height === 0 && <p className="tiny faded tabular section-note">{size}</p>}
    </Section>
  );
}
