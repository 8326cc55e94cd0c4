import type { TimelineStep } from "@danfang/domain";
import { ActionIcon } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { curveOf, nearestPoint } from "./curve.ts";
import "./timeline.css";

interface PaintTimelineProps {
  readonly steps: readonly TimelineStep[];
  /** How many there will be. */
  readonly total: number;
  /** Index of the step that is shown; undefined follows the newest. */
  readonly index: number | undefined;
  readonly onIndex: (index: number | undefined) => void;
  readonly canPlay: boolean;
}

/** Play shows this many steps a second. */
const playRate = 8;
const box = { width: 600, height: 56 } as const;

/** σ on a curve with a dot for each step: hover or drag shows x₀ there, play walks along. */
export function PaintTimeline({ steps, total, index, onIndex, canPlay }: PaintTimelineProps): ReactElement {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const points = curveOf(steps, total);
  const shown = Math.min(index ?? steps.length - 1, steps.length - 1);
  const step = steps[shown];
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const next = shown + 1;
      if (next >= steps.length) setPlaying(false);
      else onIndex(next);
    }, 1000 / playRate);
    return () => clearInterval(timer);
  }, [playing, shown, steps.length, onIndex]);

  function follow(event: React.PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPlaying(false);
    onIndex(nearestPoint(points, (event.clientX - left) / width));
  }
  const position = (i: number) => {
    const point = points[i] ?? { x: 0, y: 0 };
    return { x: point.x * box.width, y: 4 + point.y * (box.height - 8) };
  };
  const line = points.map((_, i) => `${position(i).x},${position(i).y}`).join(" ");
  const here = position(shown);
  return (
    <div className="timeline">
      {canPlay && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={playing ? t("timeline.pause") : t("timeline.play")}
          onClick={() => {
            if (!playing && shown >= steps.length - 1) onIndex(0);
            setPlaying(!playing);
          }}
        >
          {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
        </ActionIcon>
      )}
      <div className="timeline-curve" title={t("timeline.hint")}>
        <div
          className="timeline-touch"
          onPointerMove={(event) => (event.pointerType === "mouse" || event.buttons > 0) && follow(event)}
          onPointerDown={follow}
          onPointerLeave={() => canPlay || onIndex(undefined)}
        >
          <svg
            viewBox={`0 0 ${box.width} ${box.height}`}
            preserveAspectRatio="none"
            className="timeline-svg"
            aria-hidden="true"
          >
            <polyline points={line} className="timeline-line" vectorEffect="non-scaling-stroke" />
          </svg>
          {points.map((point, i) => (
            <span
              key={steps[i]?.step}
              className="timeline-dot"
              data-shown={i === shown || undefined}
              style={{ left: `${point.x * 100}%`, top: `${(position(i).y / box.height) * 100}%` }}
            />
          ))}
          <span className="timeline-needle" style={{ left: `${(here.x / box.width) * 100}%` }} />
        </div>
        <input
          type="range"
          className="timeline-range"
          aria-label={t("timeline.label")}
          aria-valuetext={
            step &&
            `${t("timeline.step", { step: step.step, steps: total })}, ${t("timeline.sigma", { sigma: printSigma(step.sigma) })}`
          }
          min={0}
          max={Math.max(0, steps.length - 1)}
          value={Math.max(0, shown)}
          onChange={(event) => {
            setPlaying(false);
            onIndex(Number(event.currentTarget.value));
          }}
        />
      </div>
      {step !== undefined && (
        <div className="timeline-words tabular">
          <span>
            {step.step}/{total}
          </span>
          <span className="faded">σ {printSigma(step.sigma)}</span>
        </div>
      )}
    </div>
  );
}

const printSigma = (sigma: number) => sigma.toFixed(sigma >= 10 ? 1 : sigma >= 1 ? 2 : 3);
