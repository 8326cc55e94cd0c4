import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openBrowser } from "./browser.ts";
import { type FakeOptions, type FakeStudio, startFakeStudio } from "./fake-server.ts";

let browser: Browser;
let studio: FakeStudio;
let context: BrowserContext;
let page: Page;
let broken: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(path: string, options: FakeOptions = {}, locale = "en-US"): Promise<void> {
  studio = await startFakeStudio({ millisecondsPerStep: 15, ...options });
  context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => message.type() === "error" && broken.push(message.text()));
  await page.goto(studio.url + path);
  await page.getByRole("main").waitFor(); // drawn once it knows words and settings; before, nobody can drop anything
}

beforeEach(() => {
  broken = [];
});
afterEach(async () => {
  expect(broken).toEqual([]);
  await context.close();
  await studio.close();
});

/** The prompt: a plain field until it is reached, the editor from then on. */
const editor = () => page.locator("[data-prompt=prompt] .cm-content");
async function writePrompt(words: string): Promise<void> {
  await page.locator("[data-prompt=prompt]").hover();
  await editor().fill(words);
}
const paste = (text: string) =>
  page.evaluate((words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", words);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

it("paints a first picture with the starter, and the gallery has it", async () => {
  await open("/", { realCheckpoint: false, restsAt: { batch: 0, step: 8 } });
  await page.getByText("You are painting with the starter").waitFor();
  expect(await page.getByLabel("Width", { exact: true }).inputValue()).toBe("128");
  await page.getByRole("button", { name: "fox, flat style" }).click();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByRole("progressbar").first().waitFor();
  await studio.goOn();
  await page.getByRole("button", { name: "Picture of: fox, flat style" }).first().waitFor();
  expect(studio.jobs[0]?.request).toMatchObject({ width: 128, height: 128, sampler: "Euler", steps: 20, cfgScale: 5 });
  await page.getByRole("link", { name: "Gallery" }).click();
  await page.getByRole("button", { name: "fox, flat style, 128 by 128" }).waitFor();
});

it("pastes generation data anywhere, says what is missing, and runs it", async () => {
  await open("/gallery");
  await page.getByText("No pictures yet").waitFor();
  await paste(
    "castle, snow\nNegative prompt: blurry\nSteps: 9, Sampler: DDIM, CFG scale: 6.5, Seed: 4242, Size: 448x640, Model: unknown_v1, Hires upscaler: Latent",
  );
  await page.getByText("Checkpoint unknown_v1 missing").waitFor();
  await page.getByRole("button", { name: "show", exact: true }).click();
  await page.getByText("Hires upscaler").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Picture of: castle, snow" }).first().waitFor();
  expect(studio.jobs[0]?.request).toMatchObject({
    prompt: "castle, snow",
    negativePrompt: "blurry",
    steps: 9,
    sampler: "DDIM",
    cfgScale: 6.5,
    seed: 4242,
    width: 448,
    height: 640,
  });
});

it("reads a dropped picture's recipe", async () => {
  await open("/");
  const bytes = [...(await studio.pictureFile())];
  await page.evaluate((data) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(data)], "fox.png", { type: "image/png" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, bytes);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Fill in the recipe/ })
    .click();
  await page.getByText("checkpoint found").waitFor();
  expect(await page.getByLabel("Seed", { exact: true }).inputValue()).toBe("4242");
});

it("stops a job between steps and keeps the queue going", async () => {
  await open("/", { restsAt: { batch: 0, step: 3 } });
  await writePrompt("panda");
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByText("Step 3 of 20").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect.poll(() => studio.jobs[0]?.state).toBe("cancelled");
  await studio.goOn();
  await expect.poll(() => studio.jobs[1]?.state).toBe("running"); // it rests in its turn
});

it("lets the picture in hand come to its end and paints no further ones", async () => {
  await open("/", { restsAt: { batch: 0, step: 3 } });
  const request = { prompt: "panda", negativePrompt: "", steps: 10, batchCount: 4, batchSize: 1, seed: 1 };
  await page.evaluate((order) => fetch("/v1/jobs", { method: "POST", body: JSON.stringify({ request: order }) }), {
    ...request,
    width: 128,
    height: 128,
  });
  await page.getByText("Step 3 of 10").waitFor();
  await page.getByRole("button", { name: "Stop after this" }).click();
  await expect.poll(() => studio.jobs[0]?.endsAfterBatch).toBe(true);
  await studio.goOn();
  await expect.poll(() => studio.jobs[0]?.state).toBe("cancelled");
  expect(studio.jobs[0]?.pictures).toHaveLength(1);
  await page.getByRole("link", { name: "Queue", exact: true }).click();
  await page.getByText("panda").waitFor();
});

it("shows a failure with what to do, and tries again", async () => {
  await open("/");
  await writePrompt("fail");
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByText("The engine ran out of memory").waitFor();
  await page.getByText("Choose a smaller size").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => studio.jobs[0]?.attempts).toBe(2);
});

it("compares two pictures of the gallery and names what differs", async () => {
  await open("/gallery", { pictures: 130 });
  await page.getByRole("button", { name: "Compare" }).click();
  const tiles = page.locator(".gallery-tile");
  await tiles.nth(0).click();
  await tiles.nth(1).click();
  const dialog = page.getByRole("dialog", { name: "Compare" });
  await dialog.getByRole("row", { name: /^Seed/ }).waitFor();
  expect(await dialog.locator("tr", { hasText: "Seed" }).locator("b").allTextContents()).toEqual(["1129", "1128"]);
  await dialog.getByRole("slider").press("ArrowRight");
});

it("finds pictures by Chinese words, and brings a deleted one back", async () => {
  await open("/gallery", { pictures: 60 });
  await page.getByText("60 pictures").waitFor();
  await page.getByLabel("Search in prompts").fill("蘑菇");
  await page.getByText("2 pictures").waitFor();
  await page.locator(".gallery-tile").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("1 picture", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("2 pictures").waitFor();
});

it("draws few of many pictures, and scrolls to the last", async () => {
  await open("/gallery", { pictures: 20_000 });
  await page.locator(".gallery-tile").first().waitFor();
  await page.locator(".gallery-scroll").evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect
    .poll(async () => {
      await page.locator(".gallery-scroll").evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return page.locator(".gallery-tile[aria-label^='red apple']").count();
    })
    .toBeGreaterThan(0);
  expect(await page.locator(".gallery-tile").count()).toBeLessThan(400);
});

it("keeps settings and drafts over a reload", async () => {
  await open("/settings");
  await page.getByText("中文", { exact: true }).first().click();
  await page.getByRole("heading", { name: "设置" }).waitFor();
  await page.getByText("深色", { exact: true }).first().click();
  await page.getByRole("link", { name: "创作" }).click();
  await writePrompt("红苹果，雪");
  await page.reload();
  await page.locator("[data-prompt=prompt]").hover();
  await expect.poll(() => editor().textContent()).toBe("红苹果，雪");
  expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe("dark");
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
  expect(studio.settings).toMatchObject({ language: "zh", colourScheme: "dark" });
});

it("speaks the browser's language first", async () => {
  await open("/", {}, "zh-CN");
  await page.getByRole("button", { name: "生成" }).waitFor();
});

it("can be used with the keyboard alone", async () => {
  await open("/gallery", { pictures: 12 });
  await page.locator(".gallery-tile").first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await editor().waitFor();
  await expect.poll(() => editor().evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type("red fox");
  await page.keyboard.press("Control+ArrowUp");
  await page.keyboard.press("Control+ArrowUp");
  await expect.poll(() => editor().textContent()).toBe("red (fox:1.2)");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => studio.jobs.length).toBe(1);
  expect(studio.jobs[0]?.request.prompt).toBe("red (fox:1.2)");
  // A picture that came later would move the others on.
  await expect.poll(() => studio.jobs[0]?.state, { timeout: 10_000 }).toBe("done");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("g");
  await page.getByRole("button", { name: /^red \(fox/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: /^Picture 2 of/ }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("dialog", { name: /^Picture 3 of/ }).waitFor();
});

it("watches a picture come out of noise", async () => {
  await open("/gallery", { pictures: 8 });
  await page.locator(".gallery-tile").first().click();
  await page.getByRole("button", { name: "Watch it paint" }).click();
  const slider = page.getByRole("slider", { name: "Step, from noise to picture" });
  await slider.press("ArrowRight");
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^step 2 of \d+, σ [\d.]+$/);
  await page.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => slider.inputValue()).not.toBe("1");
});

it("reorders, pauses and empties the queue", async () => {
  await open("/queue");
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  for (const prompt of ["lion", "penguin"]) {
    await writePrompt(prompt);
    await page.getByRole("button", { name: "Generate" }).click();
    await expect.poll(() => studio.jobs.at(-1)?.request.prompt).toBe(prompt);
  }
  await page.getByRole("link", { name: "Queue", exact: true }).click();
  await page.getByRole("button", { name: "First in line" }).nth(1).click();
  await expect.poll(() => studio.jobs.map(({ request }) => request.prompt)).toEqual(["penguin", "lion"]);
  const penguin = page.getByRole("listitem").filter({ hasText: "penguin" });
  await penguin.getByRole("button", { name: "Remove from the queue" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(() => studio.jobs.map(({ state }) => state)).toEqual(["cancelled", "done"]);
});

/** Six cells on a busy machine, milliseconds. */
const paintingTime = 60_000;

it("compares on a grid: says what is wrong, paints cell by cell, and leads from the sheet to its cells", async () => {
  await open("/", { realCheckpoint: false, restsAt: { batch: 2, step: 1 } });
  await writePrompt("fox, flat style");
  await page.locator(".knob-section", { hasText: "X/Y/Z grid" }).locator(".mantine-Switch-track").click();
  await page.locator("input[aria-label='X axis']").fill("cfg");
  await page.getByRole("option", { name: "CFG Scale", exact: true }).click();
  await page.getByLabel("Values of X").fill("4-8 (+2), x");
  await page.getByText("“x” is not a number.").waitFor();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByText("The grid is not ready yet.").waitFor();
  expect(studio.jobs).toEqual([]);
  await page.getByLabel("Values of X").fill("4-8 (+2)");
  await page.locator("input[aria-label='Y axis']").fill("sampler");
  await page.getByRole("option", { name: "Sampler", exact: true }).click();
  await page.locator("input[aria-label='Values of Y']").click();
  for (const name of ["Euler", "DDIM"]) await page.getByRole("option", { name, exact: true }).click();
  await page.keyboard.press("Escape");
  await page.getByText("3 × 2 = 6 cells").waitFor();
  await page.getByRole("button", { name: "Swap X and Y" }).click();
  await page.getByText("2 × 3 = 6 cells").waitFor();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByRole("list", { name: "Grid, 2 of 6 cells" }).waitFor();
  await studio.goOn();
  await page.locator(".live-sheet").waitFor({ state: "detached", timeout: paintingTime });
  expect(studio.jobs[0]?.state).toBe("done");
  expect(studio.jobs[0]?.request.grid).toMatchObject({
    x: { axis: "Sampler", values: "Euler,DDIM" },
    y: { axis: "CFG Scale", values: "4-8 (+2)" },
  });
  await page.getByRole("link", { name: "Gallery", exact: true }).click();
  await page.getByRole("button", { name: "Grid: fox, flat style, 256 by 384" }).click();
  await page.getByRole("button", { name: "DDIM · CFG Scale: 6.0" }).click();
  await page.getByRole("button", { name: "Back to the sheet" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByText("1 picture", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Show the 6 cells of the grid fox, flat style" }).click();
  await page.getByText("7 pictures", { exact: true }).waitFor();
  await page.locator(".gallery-note").getByRole("button", { name: "All pictures" }).click();
  await page.getByText("1 picture", { exact: true }).waitFor();
});

it("empties the bin after saying what goes, and what that frees", async () => {
  await open("/gallery", { pictures: 12 });
  for (const left of [11, 10]) {
    await page.locator(".gallery-tile").first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.keyboard.press("Escape");
    await page.getByText(`${left} pictures`, { exact: true }).waitFor();
  }
  await page.getByRole("button", { name: "Bin", exact: true }).click();
  await page.getByRole("button", { name: "Empty the bin" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 pictures for good?" });
  await dialog.getByText("This frees 40.0 kB").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(studio.pictures).toHaveLength(12);
  await page.getByRole("button", { name: "Empty the bin" }).click();
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("The bin is empty").waitFor();
  expect(studio.pictures).toHaveLength(10);
});

it("makes a picture that of its checkpoint only after a yes, shows what is known of it, and undoes it", async () => {
  await open("/gallery", { pictures: 4 });
  await page.locator(".gallery-tile[aria-label*='green apple']").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Checkpoint AOM3A1B_orangemixs" }).click();
  const question = page.getByRole("dialog", { name: "Change the preview of AOM3A1B_orangemixs?" });
  await question.getByText("/home/you/stable-diffusion-webui/models").waitFor();
  await question.getByRole("button", { name: "Change it" }).click();
  await page.getByText("AOM3A1B_orangemixs has a new preview").waitFor();
  broken = broken.filter((text) => !text.includes("status of 409")); // the browser's own line
  await page.goto(`${studio.url}/models`);
  await page.locator(".wall-open[aria-label$=': AOM3A1B_orangemixs']").click();
  const panel = page.getByRole("complementary", { name: "AOM3A1B_orangemixs" });
  await panel.getByText("Turns everything into gold.").waitFor();
  await panel.getByRole("button", { name: "gold coin" }).click();
  await panel.getByRole("button", { name: "Remove the preview" }).click();
  await panel.getByRole("button", { name: "Remove the preview" }).waitFor({ state: "detached" });
  await page.getByRole("alert").filter({ hasText: "preview" }).getByRole("button", { name: "Undo" }).click();
  await panel.getByRole("button", { name: "Remove the preview" }).waitFor();
  await page.getByRole("link", { name: "Create", exact: true }).click();
  await page.locator("[data-prompt=prompt]").hover();
  await expect.poll(() => editor().textContent()).toBe("gold coin");
});
