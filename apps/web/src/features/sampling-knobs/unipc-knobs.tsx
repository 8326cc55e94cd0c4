import type { ReactElement } from "react";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberBox } from "../knobs/number-knob.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";

/** Names of its paper: nobody translates them. */
const asTheyAre = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
const variants = asTheyAre(["bh1", "bh2", "vary_coeff"]);
const skips = asTheyAre(["time_uniform", "time_quadratic", "logSNR"]);

/** What only UniPC has. */
export function UnipcKnobs(): ReactElement {
  return (
    <>
      <div className="knobs-pair">
        <ChoiceKnob at="knobs.unipcVariant" a1111="UniPC variant" choices={variants} absent="bh1" />
        <ChoiceKnob at="knobs.unipcSkipType" a1111="UniPC skip type" choices={skips} absent="time_uniform" />
        <NumberBox at="knobs.unipcOrder" a1111="UniPC order" min={1} max={50} step={1} absent={3} />
      </div>
      <SwitchKnob at="knobs.unipcLowerOrderFinal" a1111="UniPC lower order final" absent />
    </>
  );
}
