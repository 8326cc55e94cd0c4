import type { SamplingKnobs } from "@danfang/domain";
import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../generate/draft.ts";
import { markedFields } from "../generate/draft-path.ts";
import { KnobFrame } from "../knobs/knob.tsx";
import { Section } from "../knobs/section.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";
import { useKnobWords } from "../knobs/use-knob.ts";

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
      <PaddingKnob />
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

/** Two settings of the WebUI in one: only one of them acts. */
function PaddingKnob(): ReactElement {
  const { t } = useTranslation();
  const { knobs } = useStore(draftStore);
  const words = useKnobWords("knobs.padPrompts");
  const marked = useStore(markedFields).has("knobs.padPrompts");
  const choose = (next: string | null) => {
    const { padPrompts: _, ...others } = knobs;
    setDraft({ knobs: next === "empty" || next === "repeat" ? { ...others, padPrompts: next } : others });
  };
  return (
    <KnobFrame {...words} marked={marked} a1111="Pad prompt/negative prompt">
      <Select
        aria-label={words.label}
        data={paddings.map((value) => ({ value, label: t(`choices.padPrompts.${value}`) }))}
        value={knobs.padPrompts ?? "none"}
        allowDeselect={false}
        onChange={choose}
      />
    </KnobFrame>
  );
}
