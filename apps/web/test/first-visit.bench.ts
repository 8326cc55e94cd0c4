import type { Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { buildPage, makeHome, startRealStudio } from "./real-server.ts";

/**
 * How long somebody waits for the studio: `node apps/web/test/first-visit.bench.ts [rounds]`.
 *
 * Every round is a first time: a new home, a studio that has just started, a browser with an empty profile. Usable is the
 * page when Generate can be pressed and that was drawn. Then the page is loaded anew in the same browser.
 */
const rounds = Number(process.argv[2] ?? 7);

/** Runs inside the page before anything else does; it is sent there as text, so it uses nothing from outside. */
function watchGenerate() {
  const usable = new Promise<number>((resolve) => {
    requestAnimationFrame(function look() {
      if (document.querySelector(".generate-button:not([disabled])") === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now()));
    });
  });
  Object.assign(window, { usable });
}

/** Milliseconds from the beginning of the navigation, as the page's own clock has them. */
const usable = (page: Page) =>
  page.evaluate(async () => {
    const until = await (window as unknown as { usable: Promise<number> }).usable;
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN;
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const script = entries.filter(({ initiatorType }) => initiatorType === "script").map((entry) => entry.responseEnd);
    const shifts = performance.getEntriesByType("layout-shift").length;
    return { usable: until, drawn: paint, script: Math.max(0, ...script), shifts, began: performance.timeOrigin };
  });

const told: Record<string, number[]> = {};
const keep = (name: string, milliseconds: number) => {
  told[name] = [...(told[name] ?? []), milliseconds];
};

await buildPage();
for (let round = 0; round < rounds; round++) {
  const browser = await openBrowser();
  const page = await (await browser.newContext({ locale: round % 2 === 0 ? "en-US" : "zh-CN" })).newPage();
  await page.addInitScript(watchGenerate);
  const { home, remove } = await makeHome();
  const typed = Date.now();
  const studio = await startRealStudio(home);
  const listening = Date.now();
  await page.goto(studio.url, { waitUntil: "commit" });
  const first = await usable(page);
  keep("typed → listening", listening - typed);
  keep("listening → first drawn", first.began + first.drawn - listening);
  keep("listening → script there", first.began + first.script - listening);
  keep("listening → usable, first visit", first.began + first.usable - listening);
  keep("typed → usable", first.began + first.usable - typed);
  await page.reload({ waitUntil: "commit" });
  keep("usable on reload", (await usable(page)).usable);
  await browser.close();
  await studio.close();
  await remove();
}
for (const [name, values] of Object.entries(told)) {
  const sorted = values.toSorted((a, b) => a - b);
  const each = values.map(Math.round).join(", ");
  process.stdout.write(`${name.padEnd(34)} ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms (${each})\n`);
}
