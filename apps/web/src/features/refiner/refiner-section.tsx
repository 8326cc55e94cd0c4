import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberKnob } from "../knobs/number-knob.tsx";
import { Section } from "../knobs/section.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";
import { useCheckpoints } from "../knobs/use-choices.ts";
import { useGroup } from "../knobs/use-group.ts";

const passes = ["first", "second", "both"] as const;

/** Another checkpoint for the last steps. */
export function RefinerSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("refiner");
  const summary = switched.isOn && group.checkpoint !== "" ? `${group.checkpoint} · ${group.switchAt}` : undefined;
  return (
    <Section name="refiner" title={t("sections.refiner")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <ChoiceKnob
          at="refiner.checkpoint"
          a1111="Refiner · Checkpoint"
          choices={useCheckpoints(t("common.none"))}
          searchable
        />
        <NumberKnob at="refiner.switchAt" a1111="Switch at" min={0} max={1} step={0.01} />
        <ChoiceKnob
          at="refiner.hiresPasses"
          a1111="Hires fix: which pass to enable refiner for"
          choices={passes.map((value) => ({ value, label: t(`choices.hiresPasses.${value}`) }))}
        />
      </div>
      <SwitchKnob at="refiner.bySteps" a1111="Switch to refiner by sampling steps instead of model timesteps" />
    </Section>
  );
}
