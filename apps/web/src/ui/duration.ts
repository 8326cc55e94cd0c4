import type { Seconds } from "@danfang/domain";

/** A time to wait, as a person counts: whole seconds, minutes and seconds, hours and minutes. */
export type Wait =
  | { readonly unit: "soon" }
  | { readonly unit: "seconds"; readonly seconds: number }
  | { readonly unit: "minutes"; readonly minutes: number; readonly seconds: number }
  | { readonly unit: "hours"; readonly hours: number; readonly minutes: number };

export function waitOf(seconds: Seconds): Wait {
  const whole = Math.round(seconds);
  if (whole < 1) return { unit: "soon" };
  if (whole < 60) return { unit: "seconds", seconds: whole };
  if (whole < 3600) return { unit: "minutes", minutes: Math.floor(whole / 60), seconds: whole % 60 };
  const minutes = Math.round(whole / 60);
  return { unit: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
