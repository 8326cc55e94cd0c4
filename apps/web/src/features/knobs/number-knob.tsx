import type { NumberField as NumberOf } from "@danfang/domain";
import type { ReactElement } from "react";
import { KnobFrame, type KnobFrameProps } from "./knob.tsx";
import { NumberField, RangeKnob } from "./range-knob.tsx";

interface NumberControlProps extends Omit<KnobFrameProps, "children"> {
  readonly field: NumberOf;
  /** Undefined while nobody has turned it. */
  readonly value: number | undefined;
  /** Said instead of the field's special number. */
  readonly special?: string;
  readonly onChange: (value: number) => void;
}

/** A number with a slider where a usual range is known, else one that is typed. */
export function NumberControl({ field, value: given, special, onChange, ...frame }: NumberControlProps): ReactElement {
  const { step, slidesTo, most: max } = field;
  const value = given ?? field.usual ?? field.special ?? field.least;
  const min = Math.min(field.isAbove ? step : field.least, field.special ?? Number.POSITIVE_INFINITY);
  const range = { ...frame, value, min, max, step, onChange };
  if (slidesTo !== undefined) return <RangeKnob {...range} sliderMax={slidesTo} />;
  return (
    <KnobFrame {...frame}>
      <NumberField {...range} className="boxed" shownAs={value === field.special ? special : undefined} />
    </KnobFrame>
  );
}
