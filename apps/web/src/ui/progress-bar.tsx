import type { ReactElement } from "react";
import "./progress.css";

interface ProgressBarProps {
  readonly step: number;
  readonly steps: number;
  /** What the bar says to those who do not see it. */
  readonly label: string;
  /** Takes the room that is left in its row. */
  readonly grows?: boolean;
}

/** How far something of so many steps is. */
export function ProgressBar({ step, steps, label, grows = false }: ProgressBarProps): ReactElement {
  return (
    <div
      className={grows ? "progress-track grow" : "progress-track"}
      role="progressbar"
      aria-valuenow={step}
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-label={label}
    >
      <div className="progress-fill" style={{ transform: `scaleX(${step / Math.max(1, steps)})` }} />
    </div>
  );
}
