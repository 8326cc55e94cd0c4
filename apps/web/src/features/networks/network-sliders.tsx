import type { ModelEntry } from "@danfang/domain";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { NumberField } from "../knobs/range-knob.tsx";
import { removeNetwork } from "./change-networks.ts";
import { type NetworkInPrompt, networksIn, withStrength } from "./networks-in-prompt.ts";
import "./networks.css";

/** Where the slider ends; other strengths can be typed. */
const slider = { min: -1, max: 2, step: 0.05 } as const;
const noModels: readonly ModelEntry[] = [];

/** What the two prompts lay over the checkpoint, each with its strength: turning it edits the prompt. */
export function NetworkSliders(): ReactElement | null {
  const { data: models } = useQuery(queries.models);
  const { prompt, negativePrompt } = useStore(draftStore);
  const embeddings = useMemo(
    () => (models ?? noModels).filter(({ kind }) => kind === "embedding").map(({ stem }) => stem),
    [models],
  );
  const fields = [
    ["prompt", prompt, networksIn(prompt, embeddings)],
    ["negativePrompt", negativePrompt, networksIn(negativePrompt, embeddings)],
  ] as const;
  if (fields.every(([, , networks]) => networks.length === 0)) return null;
  return (
    <ul className="network-sliders">
      {fields.flatMap(([field, text, networks]) =>
        networks.map((network, i) => (
          <NetworkSlider
            // biome-ignore lint/suspicious/noArrayIndexKey: the same network may stand there twice
            key={`${field}:${network.kind}:${network.name}:${i}`}
            network={network}
            isNegative={field === "negativePrompt"}
            isMissing={models !== undefined && !isThere(models, network)}
            onStrength={(strength) => setDraft({ [field]: withStrength(text, network, strength) })}
            onRemove={() => removeNetwork(field, network)}
          />
        )),
      )}
    </ul>
  );
}

const isThere = (models: readonly ModelEntry[], { kind, name }: NetworkInPrompt) =>
  models.some(
    (model) => model.kind === kind && [model.stem, model.name].some((one) => one.toLowerCase() === name.toLowerCase()),
  );

interface NetworkSliderProps {
  readonly network: NetworkInPrompt;
  readonly isNegative: boolean;
  readonly isMissing: boolean;
  readonly onStrength: (strength: number) => void;
  readonly onRemove: () => void;
}

function NetworkSlider({ network, isNegative, isMissing, onStrength, onRemove }: NetworkSliderProps): ReactElement {
  const { t } = useTranslation();
  const { kind, name, strength } = network;
  const min = kind === "embedding" ? 0 : slider.min;
  const label = t("networks.strength", { name });
  const share = (100 * (Math.min(slider.max, Math.max(min, strength)) - min)) / (slider.max - min);
  return (
    <li className="network-slider" data-missing={isMissing || undefined}>
      <span className="network-name" title={name}>
        {isMissing && <IconAlertTriangle size={14} stroke={1.6} aria-label={t("networks.missing")} />}
        <span className="clip">{name}</span>
        <span className="tiny faded">
          {t(`kind.${kind}`)}
          {isNegative && ` · ${t("create.negative")}`}
        </span>
      </span>
      <input
        type="range"
        className="knob-range"
        aria-label={label}
        min={min}
        max={slider.max}
        step={slider.step}
        value={Math.min(slider.max, Math.max(min, strength))}
        style={{ "--share": `${share}%` } as React.CSSProperties}
        onChange={(event) => onStrength(Number(event.currentTarget.value))}
      />
      <NumberField label={label} value={strength} min={-10} max={10} step={slider.step} onChange={onStrength} />
      <IconAction label={t("networks.remove", { name })} size={28} onClick={onRemove}>
        <IconX size={15} stroke={1.6} />
      </IconAction>
    </li>
  );
}
