import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { useGroup } from "../knobs/use-group.ts";

/** A second noise mixed into the first, and noise laid out for another size. */
export function VariationSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("variation");
  const summary = switched.isOn ? `${group.seed} · ${group.strength}` : undefined;
  return (
    <Section name="variation" title={t("sections.variation")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <Field at="variation.seed" />
        <Field at="variation.strength" />
        <Field at="seedResize.width" />
        <Field at="seedResize.height" />
      </div>
    </Section>
  );
}
