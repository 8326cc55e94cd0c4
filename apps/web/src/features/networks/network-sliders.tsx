import type { ModelEntry } from "@danfang/domain";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { NumberField } from "../knobs/range-knob.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { removeNetwork } from "./change-networks.ts";
import { type NetworkInPrompt, networksIn, withStrength } from "./networks-in-prompt.ts";
import "./networks.css";

/** Where the slider ends; other strengths can be typed. */
const slider = { min: -1, max: 2, step: 0.05 } as const;
const noModels: readonly ModelEntry[] = [];
/** Typing rests this long before its embeddings are looked for, milliseconds. */
const searchAfter = 120;
/** Characters that are looked through. */
const longestText = 20_000;

/** What the two prompts lay over the checkpoint, each with its strength: turning it edits the prompt. */
export function NetworkSliders(): ReactElement | null {
  const { prompt, negativePrompt } = useStore(draftStore);
  const [text] = useDebouncedValue(`${prompt}\n${negativePrompt}`.slice(0, longestText), searchAfter);
  const { data: mentioned = noModels } = useQuery({ ...modelQueries.mentioned(text), enabled: text.trim() !== "" });
  const embeddings = useMemo(() => mentioned.map(({ stem }) => stem), [mentioned]);
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
            onStrength={(strength) => setDraft({ [field]: withStrength(text, network, strength) })}
            onRemove={() => removeNetwork(field, network)}
          />
        )),
      )}
    </ul>
  );
}

interface NetworkSliderProps {
  readonly network: NetworkInPrompt;
  readonly isNegative: boolean;
  readonly onStrength: (strength: number) => void;
  readonly onRemove: () => void;
}

function NetworkSlider({ network, isNegative, onStrength, onRemove }: NetworkSliderProps): ReactElement {
  const { t } = useTranslation();
  const { kind, name, strength } = network;
  const isMissing = useNamedModel(kind, name) === null;
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
