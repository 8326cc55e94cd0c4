import type { SamplingKnobs } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { OptionalChoice } from "../knobs/optional-choice.tsx";
import { Section } from "../knobs/section.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";

/** Knobs of this section. */
export const olderKnobs: readonly (keyof SamplingKnobs)[] = [
  ...(["padPrompts", "oldPromptEditing", "secondOrderStepsCountOnce"] as const),
  ...(["downcastAlphas", "hiresFirstPassNetworks"] as const),
];

const paddings = ["none", "empty", "repeat"] as const;

/** What WebUIs of other years did otherwise; recipes that say their version turn these by themselves. */
export function OlderVersionsSection(): ReactElement {
  const { t } = useTranslation();
  const { knobs } = useStore(draftStore);
  const count = olderKnobs.filter((name) => knobs[name] !== undefined).length;
  return (
    <Section
      name="older"
      title={t("sections.older")}
      summary={count === 0 ? undefined : t("sections.changed", { count })}
    >
      <p className="tiny faded">{t("sections.olderHint")}</p>
      <OptionalChoice
        knob="padPrompts"
        a1111="Pad prompt/negative prompt"
        choices={paddings.map((value) => ({ value, label: t(`choices.padPrompts.${value}`) }))}
      />
      <SwitchKnob at="knobs.oldPromptEditing" a1111="Use old prompt editing timelines" />
      <SwitchKnob at="knobs.secondOrderStepsCountOnce" a1111="Do not fix prompt schedule for second order samplers" />
      <SwitchKnob at="knobs.downcastAlphas" a1111="Downcast model alphas_cumprod to fp16 before sampling" />
      <SwitchKnob
        at="knobs.hiresFirstPassNetworks"
        a1111="For hires fix, calculate conds of second pass using extra networks of first pass"
      />
    </Section>
  );
}
