import type { StudioEvent } from "@danfang/domain";

/** What an event tells the whole state of: a later one of the same key makes it superfluous. */
export function eventKey(event: StudioEvent): string | undefined {
  switch (event.type) {
    case "job":
      return `job ${event.job.id}`;
    case "progress":
      return `progress ${event.jobId}`;
    case "picture":
      return `picture ${event.picture.id}`;
    case "queue":
    case "models":
    case "settings":
    case "troubles":
      return event.type;
    case "notice":
    case "reset":
      return undefined;
  }
}
