import type { ReactElement } from "react";
import { GridSection } from "../grid/grid-section.tsx";
import { HiresSection } from "../hires/hires-section.tsx";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberKnob } from "../knobs/number-knob.tsx";
import { useSamplers, useSchedules } from "../knobs/use-choices.ts";
import { RefinerSection } from "../refiner/refiner-section.tsx";
import { OlderVersionsSection } from "../sampling-knobs/older-versions.tsx";
import { SamplingSection } from "../sampling-knobs/sampling-section.tsx";
import { InitSection } from "../start-picture/init-section.tsx";
import { VariationSection } from "../variation/variation-section.tsx";
import { MoreSection } from "./more-section.tsx";
import { SeedKnob } from "./seed-knob.tsx";
import { SizeKnob } from "./size-knob.tsx";
import "../knobs/knobs.css";

/** What the WebUI's own sliders allow; larger numbers can be typed. */
const usual = { steps: 60, cfg: 20 } as const;

/** Everything that is not words or models: what everybody turns in sight, the rest one click away. */
export function Knobs({ shownSeed }: { shownSeed: number | undefined }): ReactElement {
  return (
    <div className="knobs">
      <div className="knobs-pair">
        <ChoiceKnob at="sampler" a1111="Sampling method" choices={useSamplers()} searchable />
        <ChoiceKnob at="schedule" a1111="Schedule type" choices={useSchedules()} />
        <NumberKnob at="steps" a1111="Sampling steps" min={1} max={1000} sliderMax={usual.steps} step={1} />
        <NumberKnob at="cfgScale" a1111="CFG Scale" min={0} max={1000} sliderMax={usual.cfg} step={0.5} />
      </div>
      <SizeKnob />
      <SeedKnob shownSeed={shownSeed} />
      <div className="knob-sections">
        <InitSection />
        <HiresSection />
        <RefinerSection />
        <VariationSection />
        <GridSection />
        <MoreSection />
        <SamplingSection />
        <OlderVersionsSection />
      </div>
    </div>
  );
}
