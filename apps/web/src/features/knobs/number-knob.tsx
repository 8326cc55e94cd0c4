import type { ReactElement } from "react";
import { KnobFrame } from "./knob.tsx";
import { NumberField, RangeKnob } from "./range-knob.tsx";
import { type KnobProps, useKnob } from "./use-knob.ts";

interface NumberKnobProps extends KnobProps<number> {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider ends, when larger numbers are allowed but unusual. */
  readonly sliderMax?: number;
  /** What stands there while nobody has turned it. */
  readonly absent?: number;
}

/** A number of the draft with a slider. */
export function NumberKnob({ at, absent = 0, ...range }: NumberKnobProps): ReactElement {
  const { value, put, ...words } = useKnob(at);
  return <RangeKnob {...range} {...words} value={value ?? absent} onChange={(next) => put(next as never)} />;
}

interface NumberBoxProps extends Omit<NumberKnobProps, "sliderMax"> {
  /** Words instead of one of its numbers. */
  readonly shown?: { readonly at: number; readonly as: string };
}

/** A number of the draft that is typed: nobody knows its usual range. */
export function NumberBox({ at, a1111, absent = 0, shown, ...range }: NumberBoxProps): ReactElement {
  const { value = absent, put, ...words } = useKnob(at);
  return (
    <KnobFrame {...words} a1111={a1111}>
      <NumberField
        {...range}
        label={words.label}
        className="boxed"
        value={value}
        shownAs={shown?.at === value ? shown.as : undefined}
        onChange={(next) => put(next as never)}
      />
    </KnobFrame>
  );
}
