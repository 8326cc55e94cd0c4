import type { Clock, Seconds } from "@danfang/domain";

/** How fast a job goes on. */
export interface Pace {
  /** A step was done; gives how long the rest of the job will take, once there is something to judge by. */
  tell(stepsOfBatch: number): Seconds | undefined;
}

/** The pace of so many batches to come. Judges by the time since the first step, which also had to load the model. */
export function startPace(clock: Clock, batches: number): Pace {
  let first: number | undefined;
  let done = 0;
  return {
    tell(stepsOfBatch) {
      done++;
      first ??= clock.now();
      if (done < 2) return undefined;
      const perStep = (clock.now() - first) / 1000 / (done - 1);
      return Math.max(0, batches * stepsOfBatch - done) * perStep;
    },
  };
}
