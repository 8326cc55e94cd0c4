import type { ReactElement, ReactNode } from "react";
import { KnobLabel } from "./range-knob.tsx";
import type { KnobWords } from "./use-words.ts";
import "./knobs.css";

export interface KnobFrameProps extends KnobWords {
  readonly marked: boolean;
  readonly children: ReactNode;
}

/** A control with its name above it. */
export function KnobFrame({ label, help, a1111, marked, children }: KnobFrameProps): ReactElement {
  return (
    <div className="knob" data-marked={marked || undefined}>
      <KnobLabel label={label} help={help} a1111={a1111} />
      {children}
    </div>
  );
}
