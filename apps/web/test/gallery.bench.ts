import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { memoryOf } from "./page-memory.ts";
import { plantHome } from "./planted-home.ts";
import { buildPage, makeHome, startRealStudio } from "./real-server.ts";

/**
 * What a gallery of 100,000 pictures costs the browser: `node apps/web/test/gallery.bench.ts [pictures [home]]`. A home that
 * is named is planted once and stays.
 *
 * A studio with planted pictures is opened in Chromium, which draws without a graphics card. A task of more than 50 ms is
 * long: input that comes meanwhile waits for it.
 */
const count = Number(process.argv[2] ?? 100_000);
const rounds = 5;
/** Until a page that was just opened has nothing more to do, milliseconds. */
const settled = 1500;
const mebibyte = 2 ** 20;
const tell = (name: string, figure: string) => process.stdout.write(`${name.padEnd(46)} ${figure}\n`);
const milliseconds = (values: readonly number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return `${Math.round(sorted[sorted.length >> 1] ?? 0)} ms (${values.map(Math.round).join(", ")})`;
};

await buildPage();
const named = process.argv[3];
const { home, remove } = named === undefined ? await makeHome() : { home: named, remove: async () => undefined };
if (!existsSync(join(home, "danfang.sqlite"))) await plantHome(home, count);
const studio = await startRealStudio(home);
const browser = await openBrowser();
const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.addInitScript(watchPage);

/** Everything that is measured inside the page; it is sent there as text, so it uses nothing from outside. */
function watchPage() {
  const seen = { longTasks: [] as number[], frames: [] as number[], inputs: [] as number[] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longTasks.push(entry.duration);
  }).observe({ type: "longtask" });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[])
      seen.inputs.push(entry.processingStart - entry.startTime);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  let last = 0;
  requestAnimationFrame(function onFrame(now) {
    if (last > 0) seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(onFrame);
  });
  const isDrawn = (word: string) => {
    const box = document.querySelector(".gallery-scroll")?.getBoundingClientRect();
    if (box === undefined) return false;
    const tiles = [...document.querySelectorAll<HTMLElement>(".gallery-tile, .gallery-place")].filter((tile) => {
      const { top, bottom } = tile.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
    return (
      tiles.length > 0 &&
      tiles.every((tile) => {
        const image = tile.querySelector("img");
        return image?.complete && image.naturalWidth > 0 && tile.getAttribute("aria-label")?.includes(word);
      })
    );
  };
  /** When every picture in view, all with `word` in their prompts, is there; milliseconds after `since`. */
  const drawn = (since: number, word: string) =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(function look() {
        if (isDrawn(word)) resolve(performance.now() - since);
        else requestAnimationFrame(look);
      });
    });
  Object.assign(window, { watched: { seen, drawn } });
}

interface Watched {
  readonly seen: { readonly longTasks: number[]; readonly frames: number[]; readonly inputs: number[] };
  drawn(since: number, word: string): Promise<number>;
  /** How long the search took whose words are typed next. */
  found?: Promise<number>;
}
declare global {
  interface Window {
    readonly watched: Watched;
  }
}

const forget = (on: Page) =>
  on.evaluate(() => {
    for (const list of Object.values(window.watched.seen)) list.length = 0;
  });

async function tellSmoothness(name: string): Promise<void> {
  const { longTasks, frames, inputs } = await page.evaluate(() => window.watched.seen);
  const late = frames.filter((duration) => duration > 50).length;
  tell(
    name,
    `${frames.length} frames, ${late} over 50 ms (longest ${Math.round(Math.max(...frames))} ms), ` +
      `${longTasks.length} long tasks (longest ${Math.round(Math.max(0, ...longTasks))} ms), input waited ${Math.round(Math.max(0, ...inputs))} ms at most`,
  );
  await forget(page);
}

// First screen. The first visit makes thumbnails; later ones find them.
await page.goto(`${studio.url}/gallery`);
tell(
  "first screen, thumbnails not made yet",
  `${Math.round(await page.evaluate(() => window.watched.drawn(0, "")))} ms`,
);
const reloaded: number[] = [];
for (let i = 0; i < rounds; i++) {
  await page.reload();
  reloaded.push(await page.evaluate(() => window.watched.drawn(0, "")));
}
tell("first screen, page loaded anew", milliseconds(reloaded));
const visited: number[] = [];
for (let i = 0; i < rounds; i++) {
  await page.goto(`${studio.url}/`);
  const link = page.getByRole("link", { name: "Gallery", exact: true });
  await link.waitFor();
  await page.waitForTimeout(settled);
  visited.push(
    await page.evaluate(() => {
      const since = performance.now();
      document.querySelector<HTMLElement>("a[href='/gallery']")?.click();
      return window.watched.drawn(since, "");
    }),
  );
}
tell("first screen, coming from Create", milliseconds(visited));

// Scrolling: the wheel, the keys, the ends.
await page.mouse.move(800, 500);
await forget(page);
for (let i = 0; i < 240; i++) {
  await page.mouse.wheel(0, 240);
  await page.waitForTimeout(16);
}
await page.evaluate(() => window.watched.drawn(0, ""));
await tellSmoothness("wheel, 240 notches of 240 pixels");
await page.locator(".gallery-tile").nth(40).focus();
await forget(page);
for (let i = 0; i < 120; i++) {
  await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(16);
}
await tellSmoothness("keys, 120 × ↓");
await forget(page);
for (let i = 0; i < 60; i++) {
  await page.keyboard.press("PageDown");
  await page.waitForTimeout(30);
}
await tellSmoothness("keys, 60 × Page Down");
for (const key of ["End", "Home"] as const) {
  const since = await page.evaluate(() => performance.now());
  await page.keyboard.press(key);
  await page.waitForFunction(
    (atEnd) => {
      const box = document.querySelector(".gallery-scroll");
      return box && (atEnd ? box.scrollTop > box.scrollHeight - box.clientHeight - 600 : box.scrollTop < 300);
    },
    key === "End",
    { polling: "raf" },
  );
  const waited = await page.evaluate((began) => window.watched.drawn(began, ""), since);
  tell(`${key}, pictures drawn`, `${Math.round(waited)} ms`);
}
await tellSmoothness("End and Home");

// Search, from the last letter typed to its pictures. All letters come at once, so that nothing is found before.
for (const word of ["dragon", "zanzibar", "少女", "水墨山水"]) {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    await page.getByRole("searchbox").fill("");
    await page.waitForTimeout(settled);
    await page.getByRole("searchbox").focus();
    await page.evaluate((sought) => {
      const { watched } = window;
      watched.found = new Promise((resolve) => {
        addEventListener("input", () => resolve(watched.drawn(performance.now(), sought)), { once: true });
      });
    }, word);
    await page.keyboard.insertText(word);
    times.push((await page.evaluate(() => window.watched.found)) ?? 0);
  }
  tell(`search “${word}”, pictures drawn`, milliseconds(times));
}
await page.getByRole("searchbox").fill("");
await page.waitForTimeout(500);

// Memory, after looking all over the gallery.
const told = async (name: string) => {
  const { heap, resident = 0, own = 0 } = await memoryOf(browser, page);
  const inMebibytes = (bytes: number) => Math.round(bytes / mebibyte);
  tell(
    name,
    `heap ${inMebibytes(heap)} MiB, renderer ${inMebibytes(resident)} MiB, ${inMebibytes(own)} of them its own`,
  );
};
await told("memory, so far");
const places = 400;
for (let i = 0; i <= places; i++) {
  await page.evaluate((share) => {
    const box = document.querySelector(".gallery-scroll");
    box?.scrollTo(0, share * box.scrollHeight);
  }, i / places);
  await page.waitForTimeout(120);
}
await told(`memory, after ${places} places from end to end`);

await browser.close();
await studio.close();
await remove();
