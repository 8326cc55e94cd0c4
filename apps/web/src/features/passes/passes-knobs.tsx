import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft.ts";
import { plainUpscalers } from "../hires/upscalers.ts";
import { ChoiceKnob } from "../knobs/choice-knob.tsx";
import { NumberKnob } from "../knobs/number-knob.tsx";
import { findModels } from "../models/find-models.ts";
import { ExtendedFrame } from "./extended-frame.tsx";
import { growsIn } from "./passes-draft.ts";

const kinds = ["once", "outpaint", "outpaintTiles", "loopback", "upscale"] as const;
const contents = ["fill", "original", "noise", "nothing"] as const;
const curves = ["aggressive", "linear", "lazy"] as const;

/** What is made of the picture: it painted once, extended, painted again and again, or made larger in tiles. */
export function PassesKnobs({ image }: { readonly image: string }): ReactElement {
  const { t } = useTranslation();
  const { passes } = useStore(draftStore);
  return (
    <>
      <ChoiceKnob
        at="passes.kind"
        a1111="Script"
        choices={kinds.map((value) => ({ value, label: t(`choices.passes.${value}`) }))}
      />
      {growsIn(passes) && <Outpainting image={image} />}
      {passes.kind === "loopback" && (
        <div className="knobs-pair">
          <NumberKnob at="passes.loops" a1111="Loops" min={1} max={32} step={1} />
          <NumberKnob at="passes.finalDenoisingStrength" a1111="Final denoising strength" min={0} max={1} step={0.01} />
          <ChoiceKnob
            at="passes.curve"
            a1111="Denoising strength curve"
            choices={curves.map((value) => ({ value, label: t(`choices.curve.${value}`) }))}
          />
        </div>
      )}
      {passes.kind === "upscale" && <SdUpscale />}
    </>
  );
}

function Outpainting({ image }: { readonly image: string }): ReactElement {
  const { t } = useTranslation();
  const { kind } = useStore(draftStore).passes;
  return (
    <>
      <ExtendedFrame image={image} />
      <div className="knobs-pair">
        {(["left", "right", "up", "down"] as const).map((side) => (
          <NumberKnob
            key={side}
            at={`passes.${side}`}
            a1111="Pixels to expand"
            min={0}
            max={4096}
            sliderMax={512}
            step={8}
          />
        ))}
        <NumberKnob at="passes.seamBlur" a1111="Mask blur" min={0} max={64} step={1} />
        {kind === "outpaint" ? (
          <>
            <NumberKnob
              at="passes.falloff"
              a1111="Fall-off exponent (lower=higher detail)"
              min={0}
              max={4}
              step={0.01}
            />
            <NumberKnob at="passes.colorVariation" a1111="Color variation" min={0} max={1} step={0.01} />
          </>
        ) : (
          <ChoiceKnob
            at="passes.content"
            a1111="Masked content"
            choices={contents.map((value) => ({ value, label: t(`choices.content.${value}`) }))}
          />
        )}
      </div>
    </>
  );
}

function SdUpscale(): ReactElement {
  const { data: models = [] } = useQuery(queries.models);
  const pictures = plainUpscalers.filter((name) => !name.startsWith("Latent"));
  const names = [...pictures, ...findModels(models, "upscaler").map(({ stem }) => stem)];
  return (
    <div className="knobs-pair">
      <ChoiceKnob
        at="passes.upscaler"
        a1111="Upscaler"
        choices={names.map((name) => ({ value: name, label: name }))}
        searchable
      />
      <NumberKnob at="passes.scale" a1111="Scale Factor" min={1} max={8} sliderMax={4} step={0.25} />
      <NumberKnob at="passes.overlap" a1111="Tile overlap" min={0} max={1024} sliderMax={256} step={16} />
    </div>
  );
}
