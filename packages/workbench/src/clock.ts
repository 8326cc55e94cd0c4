export { type Clock, elapsed, rest, systemClock } from "@danfang/domain";
