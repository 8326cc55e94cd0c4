import { Switch } from "@mantine/core";
import { type ReactElement, useId } from "react";
import { KnobLabel } from "./range-knob.tsx";
import { type KnobProps, useKnob } from "./use-knob.ts";

interface SwitchKnobProps extends KnobProps<boolean> {
  /** Where it stands while nobody has turned it. */
  readonly absent?: boolean;
}

/** Yes or no, of the draft. */
export function SwitchKnob({ at, a1111, absent = false }: SwitchKnobProps): ReactElement {
  const { value = absent, put, marked, label, help } = useKnob(at);
  const id = useId();
  return (
    <div className="knob knob-switch" data-marked={marked || undefined}>
      <Switch id={id} size="sm" checked={value} onChange={(event) => put(event.currentTarget.checked as never)} />
      <KnobLabel htmlFor={id} label={label} help={help} a1111={a1111} />
    </div>
  );
}
