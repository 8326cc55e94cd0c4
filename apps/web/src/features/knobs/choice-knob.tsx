import { Select } from "@mantine/core";
import type { ReactElement } from "react";
import { KnobFrame } from "./knob.tsx";
import { type KnobProps, useKnob } from "./use-knob.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceKnobProps extends KnobProps<string> {
  readonly choices: readonly Choice[];
  readonly searchable?: boolean;
  /** The choice while nobody has made one. */
  readonly absent?: string;
}

/** Wide enough for the longest names of samplers, pixels. */
const listWidth = 240;

/** One of several, of the draft. A value that is not among the choices is shown as it is. */
export function ChoiceKnob({ at, a1111, choices, searchable = false, absent = "" }: ChoiceKnobProps): ReactElement {
  const { value = absent, put, ...words } = useKnob(at);
  const isKnown = choices.some((choice) => choice.value === value);
  return (
    <KnobFrame {...words} a1111={a1111}>
      <Select
        aria-label={words.label}
        data={isKnown ? choices : [{ value, label: value }, ...choices]}
        value={value}
        allowDeselect={false}
        searchable={searchable}
        maxDropdownHeight={320}
        comboboxProps={{ width: listWidth, position: "bottom-start" }}
        onChange={(next) => next !== null && put(next as never)}
      />
    </KnobFrame>
  );
}
