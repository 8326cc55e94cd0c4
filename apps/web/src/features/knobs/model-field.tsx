import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ModelPicker } from "../model-choice/model-picker.tsx";
import { useNamedModel } from "../model-choice/use-named-model.ts";
import { KnobFrame, type KnobFrameProps } from "./knob.tsx";

interface ModelFieldProps extends Omit<KnobFrameProps, "children"> {
  readonly kind: "checkpoint" | "vae";
  readonly value: string;
  /** What an empty field means, where it may be empty. */
  readonly empty: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A model, chosen from the wall of its kind. */
export function ModelField({ kind, value, empty, onChange, ...frame }: ModelFieldProps): ReactElement {
  return (
    <KnobFrame {...frame}>
      <ModelButton label={frame.label} kind={kind} value={value} empty={empty} onChange={onChange} />
    </KnobFrame>
  );
}

type ModelButtonProps = Pick<ModelFieldProps, "label" | "kind" | "value" | "empty" | "onChange">;

/** The button of such a field. */
export function ModelButton({ label, kind, value, empty, onChange }: ModelButtonProps): ReactElement {
  const { t } = useTranslation();
  const chosen = useNamedModel(kind, value);
  const plain =
    kind === "vae"
      ? [
          { value: "auto", name: t("common.automatic") },
          { value: "none", name: t("top.vaeNone") },
        ]
      : [];
  const all = empty === undefined ? plain : [{ value: "", name: empty }, ...plain];
  const shown = chosen?.stem ?? all.find((choice) => choice.value === value)?.name ?? value;
  return (
    <ModelPicker
      label={`${label}: ${shown}`}
      className="picker-field"
      shown={<span className={`picker-text ${value === "" ? "faded" : ""}`}>{shown}</span>}
      kinds={[kind]}
      value={chosen?.name ?? value}
      plain={all}
      onPlain={onChange}
      onChoose={({ name }) => onChange(name)}
    />
  );
}
