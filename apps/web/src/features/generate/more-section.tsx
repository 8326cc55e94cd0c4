import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberBox, NumberKnob } from "../knobs/number-knob.tsx";
import { Section } from "../knobs/section.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";
import { useKnobWords } from "../knobs/use-knob.ts";

const emphases = ["original", "noNorm", "ignore", "none"] as const;
/** What the WebUI's own sliders allow; larger numbers can be typed. */
const usualBatch = 8;

/** Knobs that most people set once. */
export function MoreSection(): ReactElement {
  const { t } = useTranslation();
  const draft = useStore(draftStore);
  const clipSkip = useKnobWords("clipSkip").label;
  const tiling = useKnobWords("tiling").label;
  const summary = [
    draft.batchCount * draft.batchSize > 1 ? `${draft.batchCount} × ${draft.batchSize}` : undefined,
    draft.clipSkip > 1 ? `${clipSkip} ${draft.clipSkip}` : undefined,
    draft.rng === "nv" ? "nv" : undefined,
    draft.tiling ? tiling : undefined,
  ].filter((part) => part !== undefined);
  return (
    <Section name="more" title={t("sections.more")} summary={summary.join(" · ")}>
      <div className="knobs-pair">
        <NumberKnob at="batchCount" a1111="Batch count" min={1} max={10_000} sliderMax={usualBatch} step={1} />
        <NumberKnob at="batchSize" a1111="Batch size" min={1} max={64} sliderMax={usualBatch} step={1} />
        <NumberKnob at="clipSkip" a1111="Clip skip" min={1} max={12} step={1} />
        <NumberKnob at="cfgRescale" a1111="CFG Rescale" min={0} max={1} step={0.05} />
        <NumberBox
          at="etaNoiseSeedDelta"
          a1111="Eta noise seed delta"
          min={Number.MIN_SAFE_INTEGER}
          max={Number.MAX_SAFE_INTEGER}
          step={1}
        />
        <ChoiceKnob
          at="rng"
          a1111="Random number generator source"
          choices={[
            { value: "cpu", label: t("create.rngCpu") },
            { value: "nv", label: t("create.rngNv") },
          ]}
        />
        <ChoiceKnob
          at="emphasis"
          a1111="Emphasis mode"
          choices={emphases.map((value) => ({ value, label: t(`choices.emphasis.${value}`) }))}
        />
      </div>
      <SwitchKnob at="tiling" a1111="Tiling" />
    </Section>
  );
}
