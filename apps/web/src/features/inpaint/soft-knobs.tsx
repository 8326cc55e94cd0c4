import type { ReactElement } from "react";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { NumberKnob } from "../knobs/number-knob.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";

/** Soft inpainting: old and new mixed by the greys of the mask. Ranges are the WebUI's. */
export function SoftKnobs(): ReactElement {
  const { isOn } = useStore(draftStore).soft;
  return (
    <>
      <SwitchKnob at="soft.isOn" a1111="Soft inpainting" />
      {isOn && (
        <div className="knobs-pair">
          <NumberKnob at="soft.scheduleBias" a1111="Schedule bias" min={0} max={8} step={0.1} />
          <NumberKnob at="soft.preservation" a1111="Preservation strength" min={0} max={8} step={0.05} />
          <NumberKnob at="soft.contrastBoost" a1111="Transition contrast boost" min={1} max={32} step={0.5} />
          <NumberKnob at="soft.maskInfluence" a1111="Mask influence" min={0} max={1} step={0.05} />
          <NumberKnob at="soft.differenceThreshold" a1111="Difference threshold" min={0} max={8} step={0.25} />
          <NumberKnob at="soft.differenceContrast" a1111="Difference contrast" min={0} max={8} step={0.25} />
        </div>
      )}
    </>
  );
}
