import type { TimelineStep } from "@danfang/domain";
import { ActionIcon } from "@mantine/core";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { NoiseCurve } from "./noise-curve.tsx";
import { usePlay } from "./use-play.ts";
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

/** σ on a curve with a dot for each step: hover or drag shows x₀ there, play walks along. */
export function PaintTimeline({ steps, total, index, onIndex, canPlay }: PaintTimelineProps): ReactElement {
  const { t } = useTranslation();
  const shown = Math.min(index ?? steps.length - 1, steps.length - 1);
  const step = steps[shown];
  const play = usePlay(shown, steps.length, onIndex);
  function go(to: number) {
    play.stop();
    onIndex(to);
  }
  return (
    <div className="timeline">
      {canPlay && <PlayButton isPlaying={play.isPlaying} onClick={play.toggle} />}
      <div className="timeline-curve" title={t("timeline.hint")}>
        <NoiseCurve
          steps={steps}
          total={total}
          shown={shown}
          onPoint={go}
          onLeave={() => canPlay || onIndex(undefined)}
        />
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
          onChange={(event) => go(Number(event.currentTarget.value))}
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

function PlayButton({ isPlaying, onClick }: { isPlaying: boolean; onClick: () => void }): ReactElement {
  const { t } = useTranslation();
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={isPlaying ? t("timeline.pause") : t("timeline.play")}
      onClick={onClick}
    >
      <Icon size={16} />
    </ActionIcon>
  );
}

const printSigma = (sigma: number) => sigma.toFixed(sigma >= 10 ? 1 : sigma >= 1 ? 2 : 3);
