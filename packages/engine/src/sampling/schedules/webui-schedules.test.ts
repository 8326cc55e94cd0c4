import { expect, it } from "vitest";
import { webuiGoldens } from "../../../goldens/sampling/webui.ts";
import { consistencySchedule } from "../altered-schedules.ts";
import { findSchedule } from "../find.ts";
import { buildModelSchedule, sigmaMax, sigmaMin } from "../model-schedule.ts";

/** The levels are the reference's to the last bit: a Brownian motion sees the difference. */
const exact = 0;
/** Except for the tangent, which is steep at the top and another function than torch's. */
const looser: Readonly<Record<string, number>> = { kl_optimal: 4e-6 };

const model = buildModelSchedule();

it.each(webuiGoldens.schedules)("agrees with Forge: $schedule, $n, $options", (golden) => {
  const { schedule, n, options, consistency, sigmas } = golden;
  const levels = consistency ? consistencySchedule(model) : model;
  const range = { sigmaMin: sigmaMin(levels), sigmaMax: sigmaMax(levels), ...options };
  const own = findSchedule(schedule).sigmas(n, levels, range);
  expect(own).toHaveLength(sigmas.length);
  sigmas.forEach((sigma, k) => {
    const error = Math.abs(own[k]! - Math.fround(sigma));
    expect(error).toBeLessThanOrEqual((looser[schedule] ?? exact) * sigma);
  });
});
