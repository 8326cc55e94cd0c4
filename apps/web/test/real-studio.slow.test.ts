import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openBrowser } from "./browser.ts";
import { buildPage, makeHome, type RealStudio, startRealStudio } from "./real-server.ts";

/** A first picture loads the starter; on a busy machine that takes a while. */
const painting = { timeout: 90_000 } as const;

let browser: Browser;
let home: Awaited<ReturnType<typeof makeHome>>;
let studio: RealStudio;
let context: BrowserContext;
let page: Page;
let broken: string[];

beforeAll(async () => {
  await buildPage();
  browser = await openBrowser();
}, 300_000);
afterAll(() => browser.close());

beforeEach(async () => {
  broken = [];
  home = await makeHome();
  studio = await startRealStudio(home.home);
});
afterEach(async () => {
  await context.close();
  await studio.close();
  await home.remove();
  expect(broken).toEqual([]);
});

async function open(path: string, locale = "en-US"): Promise<void> {
  context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => message.type() === "error" && broken.push(message.text()));
  await page.goto(studio.url + path);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const place = (name: string) => page.getByRole("link", { name, exact: true });

async function write(prompt: string): Promise<void> {
  await page.locator("[data-prompt=prompt]").hover();
  await page.locator("[data-prompt=prompt] .cm-content").fill(prompt);
}
/** A number of Create, or of the settings. */
async function set(label: string, value: number): Promise<void> {
  const field = page.getByRole("spinbutton", { name: label, exact: true });
  await field.fill(String(value));
  await field.press("Enter");
}
const ask = async (path: string, init?: RequestInit) => (await fetch(studio.url + path, init)).json();
const submit = (request: object) =>
  ask("/v1/jobs", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ request }),
  });
const states = async () => {
  const { jobs } = (await ask("/v1/jobs?limit=50")) as { jobs: { state: string; request: { prompt: string } }[] };
  return Object.fromEntries(jobs.map(({ state, request }) => [request.prompt, state]));
};
const small = { sampler: "Euler", steps: 8, cfgScale: 5, width: 128, height: 128 };
/** Steps enough that a job is still running when it is stopped. */
const manySteps = 600;

it.each([
  { locale: "en-US", generate: "Generate", gallery: "Gallery", shown: /^Picture of: red apple/ },
  { locale: "zh-CN", generate: "生成", gallery: "画廊", shown: /^图片：red apple/ },
])("paints a first picture in $locale, and the gallery has it", async ({ locale, generate, gallery, shown }) => {
  await open("/", locale);
  await write("red apple");
  await page.getByRole("button", { name: generate }).first().click();
  await page.getByRole("button", { name: shown }).first().waitFor(painting);
  await place(gallery).click();
  await page.getByRole("button", { name: /^red apple/ }).waitFor();
});

it("sends a picture's settings back to Create, where one thing is changed", async () => {
  await submit({ ...small, prompt: "red apple", seed: 1000 });
  await open("/gallery");
  await page.locator(".gallery-tile").first().click(painting);
  await button("Use these settings").click();
  expect(await page.getByRole("spinbutton", { name: "Seed", exact: true }).inputValue()).toBe("1000");
  await set("Seed", 1001);
  await page.getByRole("button", { name: "Generate" }).first().click();
  await expect.poll(async () => ((await ask("/v1/pictures")) as { total: number }).total, painting).toBe(2);
  const { pictures } = (await ask("/v1/pictures")) as { pictures: { recipe: Record<string, unknown> }[] };
  const [second, first] = pictures.map(({ recipe }) => recipe);
  expect(second).toEqual({ ...first, seed: 1001 });
});

it("deletes a picture, undoes that, and restores it from the bin", async () => {
  await submit({ ...small, prompt: "fox", seed: 1 });
  await open("/gallery");
  const tile = page.locator(".gallery-tile");
  const remove = async () => {
    await tile.first().click(painting);
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("No pictures yet").waitFor();
  };
  await remove();
  await button("Undo").click();
  await page.getByText("1 picture", { exact: true }).waitFor();
  await remove();
  await button("Bin").click();
  await tile.first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await page.getByText("The bin is empty").waitFor();
  await button("All pictures").click();
  await page.getByText("1 picture", { exact: true }).waitFor();
});

it("empties the bin only after a yes, files and all", async () => {
  await submit({ ...small, prompt: "cactus", seed: 1 });
  await expect.poll(states, painting).toEqual({ cactus: "done" });
  const pictures = async () =>
    (await readdir(join(home.home, "outputs"), { recursive: true })).filter((file) => file.endsWith(".png"));
  await open("/gallery");
  await page.locator(".gallery-tile").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No pictures yet").waitFor();
  await button("Bin").click();
  await button("Empty the bin").click();
  expect(await pictures()).toHaveLength(1);
  await button("Delete for good").click();
  await page.getByText("The bin is empty").waitFor();
  expect(await pictures()).toEqual([]);
});

it("stops a running job, and tries it again", async () => {
  await open("/");
  await submit({ ...small, prompt: "panda", steps: manySteps });
  await page.getByText(/^Step [1-9]\d* of 600/).waitFor(painting);
  await button("Stop").click();
  await page
    .getByText(/^Stopp(ing…|ed)/)
    .first()
    .waitFor();
  await expect.poll(states).toEqual({ panda: "cancelled" });
  await place("Queue").click();
  await button("Try again").click();
  await expect.poll(states, painting).toEqual({ panda: "running" });
  await button("Stop").click();
  await expect.poll(states).toEqual({ panda: "cancelled" });
});

it("pauses and resumes the queue", async () => {
  await open("/queue");
  await button("Pause").click();
  await button("Resume").waitFor();
  await submit({ ...small, prompt: "lion" });
  await page.getByText("lion").waitFor();
  expect(await states()).toEqual({ lion: "queued" });
  await button("Resume").click();
  await expect.poll(states, painting).toEqual({ lion: "done" });
});

it("imports a folder where it lies", async () => {
  await submit({ ...small, prompt: "mushroom" });
  await expect.poll(states, painting).toEqual({ mushroom: "done" });
  const folder = join(home.home, "elsewhere");
  await mkdir(folder);
  const outputs = join(home.home, "outputs");
  const made = (await readdir(outputs, { recursive: true })).filter((file) => file.endsWith(".png"));
  await copyFile(join(outputs, made[0] ?? ""), join(folder, "copied.png"));
  await open("/gallery");
  await button("Import folder").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(join(home.home, "nowhere"));
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("There is no folder").waitFor();
  broken = broken.filter((text) => !text.includes("status of 4")); // the browser's own line for an answer of 4xx
  await dialog.getByRole("textbox").fill(folder);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("2 pictures", { exact: true }).waitFor();
  expect(await readdir(folder)).toEqual(["copied.png"]);
});

it("keeps a setting over a restart", async () => {
  await open("/settings");
  await set("Steps", 33);
  await page.getByText("Saved").first().waitFor();
  await context.close();
  await studio.close();
  studio = await startRealStudio(home.home);
  await open("/settings");
  await expect.poll(() => page.getByRole("spinbutton", { name: "Steps", exact: true }).inputValue()).toBe("33");
});
