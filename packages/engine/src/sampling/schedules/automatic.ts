import type { Schedule } from "./schedule.ts";
import { uniform } from "./uniform.ts";

/** The sampler's own schedule, which `scheduleFor` puts in its place; samplers without one walk uniform sigmas. */
export const automatic: Schedule = { ...uniform, name: "automatic", label: "Automatic" };
