import type { Browser, Page } from "playwright-core";
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

/** Opens a place in a language and colours, and waits until it is drawn so. */
async function open(path: string, { language, colourScheme, width }: (typeof looks)[number]): Promise<Page> {
  await fetch(`${studio.url}/v1/settings`, { method: "PATCH", body: JSON.stringify({ language, colourScheme }) });
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(15_000);
  await page.goto(studio.url + path);
  await page.locator("h1").first().waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang.slice(0, 2))).toBe(language);
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe(colourScheme);
  return page;
}

/** What can stand on a page besides the page itself, and how it comes there. */
const states: readonly { name: string; path: string; reach: (page: Page) => Promise<unknown> }[] = [
  {
    name: "the box to paste into",
    path: "/",
    reach: async (page) => {
      await page.locator(".paste-button").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "every section of Create, and models in the prompt",
    path: "/",
    reach: async (page) => {
      await page.locator("[data-prompt=prompt]").hover();
      await page
        .locator("[data-prompt=prompt] .cm-content")
        .fill("fox, <lora:made-of-gold:0.8>, <lora:gone:1>, blue-ink");
      if (await page.locator(".knobs-summary").isVisible()) await page.locator(".knobs-summary").click();
      await page.locator(".section-toggle").first().waitFor();
      const closed = page.locator(".section-toggle[aria-expanded=false]");
      while ((await closed.count()) > 0) await closed.first().press("Enter");
    },
  },
  {
    name: "the styles",
    path: "/",
    reach: async (page) => {
      await page.locator("button.picker-small", { hasText: /styles|预设样式/i }).click();
      await page.locator(".style-row input").first().check();
      await page.locator(".style-chip").waitFor();
    },
  },
  {
    name: "a picture being painted",
    path: "/",
    reach: async (page) => {
      const request = {
        prompt: "fox",
        negativePrompt: "",
        steps: 400,
        batchCount: 3,
        seed: 1,
        width: 128,
        height: 128,
      };
      await fetch(`${studio.url}/v1/jobs`, { method: "POST", body: JSON.stringify({ request }) });
      await page.locator(".stage-timeline").waitFor();
    },
  },
  {
    name: "a picture opened, watched",
    path: "/gallery",
    reach: async (page) => {
      await page.locator(".gallery-tile").first().click();
      await page.getByRole("dialog").getByRole("button").nth(4).waitFor();
      await page.getByRole("button", { name: /^(Watch it paint|看它)/ }).click();
      await page.locator(".timeline").waitFor();
    },
  },
  {
    name: "a model looked at closely",
    path: "/models",
    reach: async (page) => {
      await page.locator(".wall-open").first().click();
      await page.locator(".model-metadata").waitFor();
      await page.locator(".model-metadata summary").click();
    },
  },
  {
    name: "the question before the bin is emptied",
    path: "/gallery",
    reach: async (page) => {
      await fetch(`${studio.url}/v1/pictures/${studio.pictures.at(-1)?.id}`, { method: "DELETE" });
      if ((await page.viewportSize())?.width === 390) await page.locator(".gallery-bar button").first().click();
      await page.getByRole("button", { name: /^(Bin|回收站)$/ }).click();
      if ((await page.viewportSize())?.width === 390) await page.keyboard.press("Escape");
      await page.locator(".gallery-note button").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "two pictures compared",
    path: "/gallery",
    reach: async (page) => {
      await page.getByRole("button", { name: /^(Compare|对比)$/ }).click();
      for (const i of [0, 1]) await page.locator(".gallery-tile").nth(i).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "a deleted picture's way back",
    path: "/gallery",
    reach: async (page) => {
      await page.locator(".gallery-tile").first().click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^(Delete|删除)$/ })
        .click();
      await page.getByRole("button", { name: /^(Undo|撤销)$/ }).waitFor();
    },
  },
];

describe.each(looks)("in $language, $colourScheme, $width wide", (look) => {
  it.each(["/", "/gallery", "/models", "/queue", "/settings", "/help"])("%s is accessible and fits", async (path) => {
    const page = await open(path, look);
    expect(await violationsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width);
    await page.close();
  });

  it.each(states)("$name is accessible", async ({ path, reach }) => {
    const page = await open(path, look);
    await reach(page);
    await page.mouse.move(0, 0); // no tooltip over what was clicked last
    await page.locator(".mantine-Tooltip-tooltip").first().waitFor({ state: "detached" });
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
    for (const { id, state } of studio.jobs)
      if (state === "running") await fetch(`${studio.url}/v1/jobs/${id}`, { method: "DELETE" });
  });
});
