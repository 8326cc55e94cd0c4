import type { Clock, Problem, StudioEvent } from "@danfang/domain";
import { eventKey } from "../events/event-key.ts";
import { type EventLog, openEventLog } from "../events/event-log.ts";
import { openTroubles, type Troubles } from "../health/troubles.ts";
import type { StudioOptions } from "../studio.ts";

/** What the studio tells by itself. */
export interface News {
  readonly events: EventLog<StudioEvent>;
  /** What went wrong so far that somebody should know. */
  readonly notices: readonly Problem[];
  readonly notice: (problem: Problem) => void;
  readonly troubles: Troubles;
}

export function openNews({ onNotice, onTrouble }: StudioOptions, clock: Clock): News {
  const notices: Problem[] = [];
  // A run has fewer than a thousand events a second: the next one's ids are all larger.
  const events = openEventLog<StudioEvent>({ keyOf: eventKey, reset: { type: "reset" }, firstId: clock.now() });
  const notice = (problem: Problem) => {
    notices.push(problem);
    onNotice?.(problem);
    events.publish({ type: "notice", problem: { ...problem, facts: { ...problem.facts } } });
  };
  const troubles = openTroubles(clock, (news) => {
    events.publish({ type: "troubles", troubles: [...troubles.now] });
    onTrouble?.(news);
  });
  return { events, notices, notice, troubles };
}
