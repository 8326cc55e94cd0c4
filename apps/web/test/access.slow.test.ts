import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, violationsOf } from "./browser.ts";
import { type FakeStudio, startFakeStudio } from "./fake-server.ts";

let browser: Browser;
let studio: FakeStudio;

beforeAll(async () => {
  browser = await openBrowser();
  studio = await startFakeStudio({ pictures: 40 });
});
afterAll(async () => {
  await browser.close();
  await studio.close();
});

const looks = [
  { language: "en", colourScheme: "light", width: 1440 },
  { language: "zh", colourScheme: "dark", width: 1440 },
  { language: "zh", colourScheme: "light", width: 390 },
] as const;

describe.each(looks)("in $language, $colourScheme, $width wide", ({ language, colourScheme, width }) => {
  it.each(["/", "/gallery", "/models", "/queue", "/settings", "/help"])("%s is accessible and fits", async (path) => {
    await fetch(`${studio.url}/v1/settings`, { method: "PATCH", body: JSON.stringify({ language, colourScheme }) });
    const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
    await page.goto(studio.url + path);
    await page.locator("h1").first().waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang.slice(0, 2))).toBe(language);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme))
      .toBe(colourScheme);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.close();
  });
});
