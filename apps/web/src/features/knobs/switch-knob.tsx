import { Switch } from "@mantine/core";
import { type ReactElement, useId } from "react";
import type { KnobFrameProps } from "./knob.tsx";
import { KnobLabel } from "./range-knob.tsx";

interface SwitchControlProps extends Omit<KnobFrameProps, "children"> {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Yes or no. */
export function SwitchControl({ value, onChange, marked, ...words }: SwitchControlProps): ReactElement {
  const id = useId();
  return (
    <div className="knob knob-switch" data-marked={marked || undefined}>
      <Switch id={id} size="sm" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      <KnobLabel htmlFor={id} label={words.label} help={words.help} a1111={words.a1111} />
    </div>
  );
}
