export { type Clock, elapsed, systemClock } from "@danfang/domain";
