import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberKnob } from "../knobs/number-knob.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";
import { SoftKnobs } from "./soft-knobs.tsx";

const contents = ["original", "fill", "noise", "nothing"] as const;
const areas = ["whole", "masked"] as const;

/** How the masked part is painted. */
export function MaskKnobs(): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <div className="knobs-pair">
        <ChoiceKnob
          at="mask.content"
          a1111="Masked content"
          choices={contents.map((value) => ({ value, label: t(`choices.content.${value}`) }))}
        />
        <ChoiceKnob
          at="mask.area"
          a1111="Inpaint area"
          choices={areas.map((value) => ({ value, label: t(`choices.area.${value}`) }))}
        />
        <NumberKnob at="mask.blur" a1111="Mask blur" min={0} max={256} sliderMax={64} step={1} />
        <NumberKnob at="mask.padding" a1111="Only masked padding, pixels" min={0} max={2048} sliderMax={256} step={4} />
      </div>
      <SwitchKnob at="mask.invert" a1111="Mask mode: Inpaint not masked" />
      <SwitchKnob at="mask.round" a1111="—" />
      <SoftKnobs />
    </>
  );
}
