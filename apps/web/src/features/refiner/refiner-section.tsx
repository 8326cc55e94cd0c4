import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { useGroup } from "../knobs/use-group.ts";

/** Another checkpoint for the last steps. */
export function RefinerSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("refiner");
  const summary = switched.isOn && group.checkpoint !== "" ? `${group.checkpoint} · ${group.switchAt}` : undefined;
  return (
    <Section name="refiner" title={t("sections.refiner")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <Field at="refiner.checkpoint" />
        <Field at="refiner.switchAt" />
        <Field at="refiner.hiresPasses" />
      </div>
      <Field at="refiner.bySteps" />
    </Section>
  );
}
