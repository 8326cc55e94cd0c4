import type { Seed } from "@danfang/domain";
import type { ReactElement } from "react";
import { GridSection } from "../grid/grid-section.tsx";
import { HiresSection } from "../hires/hires-section.tsx";
import { Field } from "../knobs/field.tsx";
import { RefinerSection } from "../refiner/refiner-section.tsx";
import { OlderVersionsSection } from "../sampling-knobs/older-versions.tsx";
import { SamplingSection } from "../sampling-knobs/sampling-section.tsx";
import { InitSection } from "../start-picture/init-section.tsx";
import { VariationSection } from "../variation/variation-section.tsx";
import { MoreSection } from "./more-section.tsx";
import { SeedKnob } from "./seed-knob.tsx";
import { SizeKnob } from "./size-knob.tsx";
import "../knobs/knobs.css";

/** Everything that is not words or models: what everybody turns in sight, the rest one click away. */
export function Knobs({ shownSeed }: { shownSeed: Seed | undefined }): ReactElement {
  return (
    <div className="knobs">
      <div className="knobs-pair">
        <Field at="sampler" />
        <Field at="schedule" />
        <Field at="steps" />
        <Field at="cfgScale" />
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
