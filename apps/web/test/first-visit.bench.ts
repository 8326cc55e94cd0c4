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
/** Until whatever still comes has come, milliseconds. */
const settled = 1000;

/** Runs inside the page before anything else does; it is sent there as text, so it uses nothing from outside. */
function watchPage() {
  const usable = new Promise<number>((resolve) => {
    requestAnimationFrame(function look() {
      if (document.querySelector(".generate-button:not([disabled])") === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now()));
    });
  });
  const seen = { usable, moved: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  Object.assign(window, { seen });
}

type Seen = Window & { readonly seen: { readonly usable: Promise<number>; readonly moved: number } };

/** Milliseconds from the beginning of the navigation by the page's own clock, and when that began. */
const whenUsable = (page: Page) =>
  page.evaluate(async () => {
    const { seen } = window as unknown as Seen;
    return { began: performance.timeOrigin, usable: await seen.usable };
  });

const told: Record<string, number[]> = {};
const keep = (name: string, milliseconds: number) => {
  told[name] = [...(told[name] ?? []), milliseconds];
};

await buildPage();
for (let round = 0; round < rounds; round++) {
  const browser = await openBrowser();
  const page = await (await browser.newContext({ locale: round % 2 === 0 ? "en-US" : "zh-CN" })).newPage();
  await page.addInitScript(watchPage);
  const debug = await page.context().newCDPSession(page);
  await debug.send("Performance.enable", { timeDomain: "threadTicks" });
  const { home, remove } = await makeHome();
  const typed = Date.now();
  const studio = await startRealStudio(home);
  const listening = Date.now();
  await page.goto(studio.url, { waitUntil: "commit" });
  const { began, usable } = await whenUsable(page);
  const { metrics } = await debug.send("Performance.getMetrics");
  keep("command typed → listening, ms", listening - typed);
  keep("listening → usable, ms", began + usable - listening);
  keep("command typed → usable, ms", began + usable - typed);
  // Processor time of the page's main thread: tells on a busy machine too.
  keep("of it computed by the page, ms", 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0));
  await page.waitForTimeout(settled);
  keep("layout shift, thousandths", 1000 * (await page.evaluate(() => (window as unknown as Seen).seen.moved)));
  await page.reload({ waitUntil: "commit" });
  keep("usable on reload, ms", (await whenUsable(page)).usable);
  await browser.close();
  await studio.close();
  await remove();
}
for (const [name, values] of Object.entries(told)) {
  const sorted = values.toSorted((a, b) => a - b);
  const each = values.map(Math.round).join(", ");
  process.stdout.write(`${name.padEnd(34)} ${Math.round(sorted[sorted.length >> 1] ?? 0)} (${each})\n`);
}
