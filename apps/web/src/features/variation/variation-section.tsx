import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { NumberBox, NumberKnob } from "../knobs/number-knob.tsx";
import { Section } from "../knobs/section.tsx";
import { useGroup } from "../knobs/use-group.ts";

/** A second noise mixed into the first, and noise laid out for another size. */
export function VariationSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("variation");
  const summary = switched.isOn ? `${group.seed} · ${group.strength}` : undefined;
  const size = { min: 0, max: 16384, step: 8, shown: { at: 0, as: t("sections.sameSize") } };
  return (
    <Section name="variation" title={t("sections.variation")} summary={summary} switched={switched}>
      <div className="knobs-pair">
        <NumberBox
          at="variation.seed"
          a1111="Variation seed"
          min={-1}
          max={Number.MAX_SAFE_INTEGER}
          step={1}
          shown={{ at: -1, as: `−1 · ${t("create.seedRandom")}` }}
        />
        <NumberKnob at="variation.strength" a1111="Variation strength" min={0} max={1} step={0.01} />
        <NumberBox at="seedResize.width" a1111="Resize seed from width" {...size} />
        <NumberBox at="seedResize.height" a1111="Resize seed from height" {...size} />
      </div>
    </Section>
  );
}
