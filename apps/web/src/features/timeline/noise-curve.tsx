import type { TimelineStep } from "@danfang/domain";
import type { PointerEvent, ReactElement } from "react";
import { type CurvePoint, curveOf, nearestPoint } from "./curve.ts";

interface NoiseCurveProps {
  readonly steps: readonly TimelineStep[];
  readonly total: number;
  readonly shown: number;
  /** The step that a pointer is nearest to. */
  readonly onPoint: (index: number) => void;
  readonly onLeave: () => void;
}

const box = { width: 600, height: 56 } as const;
/** Room above and below the curve, so that its dots are whole. */
const margin = 4;

const placeOf = ({ x, y }: CurvePoint) => ({ x: x * box.width, y: margin + y * (box.height - 2 * margin) });
const origin: CurvePoint = { x: 0, y: 0 };

/** log σ over the steps, a dot for each; it is hovered or dragged along. */
export function NoiseCurve({ steps, total, shown, onPoint, onLeave }: NoiseCurveProps): ReactElement {
  const points = curveOf(steps, total);
  const places = points.map(placeOf);
  function follow(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onPoint(nearestPoint(points, (event.clientX - left) / width));
  }
  return (
    <div
      className="timeline-touch"
      onPointerMove={(event) => (event.pointerType === "mouse" || event.buttons > 0) && follow(event)}
      onPointerDown={follow}
      onPointerLeave={onLeave}
    >
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        preserveAspectRatio="none"
        className="timeline-svg"
        aria-hidden="true"
      >
        <polyline
          points={places.map(({ x, y }) => `${x},${y}`).join(" ")}
          className="timeline-line"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {places.map(({ x, y }, i) => (
        <span
          key={steps[i]?.step}
          className="timeline-dot"
          data-shown={i === shown || undefined}
          style={{ left: `${(x / box.width) * 100}%`, top: `${(y / box.height) * 100}%` }}
        />
      ))}
      <span className="timeline-needle" style={{ left: `${(points[shown] ?? origin).x * 100}%` }} />
    </div>
  );
}
