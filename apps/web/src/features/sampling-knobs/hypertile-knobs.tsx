import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { NumberBox } from "../knobs/number-knob.tsx";
import { OptionalChoice } from "../knobs/optional-choice.tsx";

const passes = ["none", "both", "hires"] as const;

/** Attention in tiles; how they are cut only where they are. */
export function HypertileKnobs(): ReactElement {
  const { t } = useTranslation();
  const { knobs } = useStore(draftStore);
  return (
    <>
      <OptionalChoice
        knob="hypertile"
        a1111="Enable Hypertile U-Net"
        choices={passes.map((value) => ({ value, label: t(`choices.hypertile.${value}`) }))}
      />
      {knobs.hypertile !== undefined && (
        <div className="knobs-pair">
          <NumberBox
            at="knobs.hypertileMaxDepth"
            a1111="Hypertile U-Net max depth"
            min={0}
            max={3}
            step={1}
            absent={3}
          />
          <NumberBox
            at="knobs.hypertileMaxTile"
            a1111="Hypertile U-Net max tile size"
            min={0}
            max={512}
            step={16}
            absent={256}
          />
          <NumberBox
            at="knobs.hypertileSwapSize"
            a1111="Hypertile U-Net swap size"
            min={1}
            max={64}
            step={1}
            absent={3}
          />
        </div>
      )}
    </>
  );
}
