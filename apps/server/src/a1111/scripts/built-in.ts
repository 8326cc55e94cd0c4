import type { Tab } from "./tab.ts";

/**
 * Scripts that AUTOMATIC1111 always has and that take no arguments from its API: what they do is among a request's own
 * fields and the settings. Source: v1.10.1 `modules/processing_scripts`, `extensions-builtin`; titles as its API lists
 * them, in the order in which they run.
 */
const titles = ["comments", "extra options", "hypertile", "refiner", "sampler", "seed"] as const;

export const isBuiltIn = (title: string): boolean => titles.some((one) => one === title);

/** By tab: `scripts`. */
export const builtInTitles: readonly string[] = titles;

const tabs: readonly Tab[] = ["txt2img", "img2img"];

/** For `script-info`, once for each tab. Their fields are the page's. */
export const builtInInfo = titles.flatMap((name) =>
  tabs.map((tab) => ({
    name,
    is_alwayson: true,
    is_img2img: tab === "img2img",
    args: [],
  })),
);
