import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft.ts";
import { NumberBox } from "../knobs/number-knob.tsx";
import { Section } from "../knobs/section.tsx";
import { SwitchKnob } from "../knobs/switch-knob.tsx";
import { HypertileKnobs } from "./hypertile-knobs.tsx";
import { olderKnobs } from "./older-versions.tsx";
import { UnipcKnobs } from "./unipc-knobs.tsx";

/** What few people turn. Only what was turned is sent; the rest is as the sampler's paper or the WebUI has it. */
export function SamplingSection(): ReactElement {
  const { t } = useTranslation();
  const { knobs, sampler, schedule, hires } = useStore(draftStore);
  const names = Object.keys(knobs) as (keyof typeof knobs)[];
  const count = names.filter((name) => !olderKnobs.includes(name)).length;
  const ofModel = { at: 0, as: t("sections.model") };
  const isUnipc = sampler === "UniPC" || (hires.isOn && hires.sampler === "UniPC");
  const isBeta = schedule === "beta" || (hires.isOn && hires.schedule === "beta");
  return (
    <Section
      name="sampling"
      title={t("sections.sampling")}
      summary={count === 0 ? undefined : t("sections.changed", { count })}
    >
      <div className="knobs-pair">
        <NumberBox at="knobs.eta" a1111="Eta for k-diffusion samplers" min={0} max={10} step={0.05} absent={1} />
        <NumberBox at="knobs.etaDdim" a1111="Eta for DDIM" min={0} max={10} step={0.05} />
        <NumberBox at="knobs.sNoise" a1111="sigma noise" min={0} max={10} step={0.005} absent={1} />
        <NumberBox
          at="knobs.extraNoise"
          a1111="Extra noise multiplier for img2img and hires fix"
          min={0}
          max={1}
          step={0.01}
        />
        <NumberBox at="knobs.sChurn" a1111="sigma churn" min={0} max={100} step={0.5} />
        <NumberBox at="knobs.sTmin" a1111="sigma tmin" min={0} max={1000} step={0.1} />
        <NumberBox at="knobs.sTmax" a1111="sigma tmax" min={0} max={1000} step={0.1} />
        <NumberBox at="knobs.minUncondSigma" a1111="Negative Guidance minimum sigma" min={0} max={15} step={0.1} />
        <NumberBox
          at="knobs.skipEarlyUncond"
          a1111="Ignore negative prompt during early sampling"
          min={0}
          max={1}
          step={0.01}
        />
        <NumberBox at="knobs.rho" a1111="rho" min={0} max={1000} step={0.5} absent={7} />
        <NumberBox at="knobs.sigmaMin" a1111="sigma min" min={0} max={1000} step={0.01} shown={ofModel} />
        <NumberBox at="knobs.sigmaMax" a1111="sigma max" min={0} max={1000} step={0.1} shown={ofModel} />
        <NumberBox at="knobs.tokenMerging" a1111="Token merging ratio" min={0} max={1} step={0.1} />
        {hires.isOn && (
          <NumberBox
            at="knobs.tokenMergingHires"
            a1111="Token merging ratio for high-res pass"
            min={0}
            max={1}
            step={0.1}
          />
        )}
        {isBeta && (
          <>
            <NumberBox
              at="knobs.betaAlpha"
              a1111="Beta scheduler - alpha"
              min={0.01}
              max={10}
              step={0.01}
              absent={0.6}
            />
            <NumberBox at="knobs.betaBeta" a1111="Beta scheduler - beta" min={0.01} max={10} step={0.01} absent={0.6} />
          </>
        )}
      </div>
      {isUnipc && <UnipcKnobs />}
      <HypertileKnobs />
      <SwitchKnob
        at="knobs.img2imgExactSteps"
        a1111="With img2img, do exactly the amount of steps the slider specifies"
      />
      <SwitchKnob at="knobs.minUncondAllSteps" a1111="Negative Guidance minimum sigma all steps" />
      <SwitchKnob at="knobs.discardNextToLastSigma" a1111="Always discard next-to-last sigma" />
      <SwitchKnob at="knobs.sgmNoiseMultiplier" a1111="SGM noise multiplier" />
      <SwitchKnob at="knobs.zeroTerminalSnr" a1111="Noise schedule: Zero Terminal SNR" />
      {count > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() =>
            setDraft({
              knobs: Object.fromEntries(
                names.filter((name) => olderKnobs.includes(name)).map((name) => [name, knobs[name]]),
              ),
            })
          }
        >
          {t("sections.sampleReset")}
        </Button>
      )}
    </Section>
  );
}
