import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { KnobFrame, type KnobFrameProps } from "./knob.tsx";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceControlProps extends Omit<KnobFrameProps, "children"> {
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly searchable?: boolean;
  readonly onChange: (value: string) => void;
}

/** Wide enough for the longest names of samplers, pixels. */
const listWidth = 240;

/** One of several. A value that is not among the choices is shown as it is. */
export function ChoiceControl({
  choices,
  value,
  searchable = false,
  onChange,
  ...frame
}: ChoiceControlProps): ReactElement {
  const isKnown = choices.some((choice) => choice.value === value);
  return (
    <KnobFrame {...frame}>
      <Select
        aria-label={frame.label}
        data={isKnown ? choices : [{ value, label: value }, ...choices]}
        value={value}
        allowDeselect={false}
        searchable={searchable}
        maxDropdownHeight={320}
        comboboxProps={{ width: listWidth, position: "bottom-start" }}
        onChange={(next) => next !== null && onChange(next)}
      />
    </KnobFrame>
  );
}
