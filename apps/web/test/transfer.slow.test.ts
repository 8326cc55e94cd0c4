import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32 } from "node:zlib";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, violationsOf } from "./browser.ts";
import { buildPage, makeHome, type RealStudio, startRealStudio } from "./real-server.ts";

const starter = (path: string) => readFile(fileURLToPath(new URL(`../../../starter/${path}`, import.meta.url)));

let browser: Browser;
let home: Awaited<ReturnType<typeof makeHome>>;
let studio: RealStudio;
let context: BrowserContext;
let page: Page;
let broken: string[];

beforeAll(async () => {
  await buildPage();
  [browser, home] = await Promise.all([openBrowser(), makeHome()]);
  studio = await startRealStudio(home.home);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await studio.close();
  await home.remove();
});
beforeEach(() => {
  broken = [];
});
afterEach(async () => {
  await context.close();
  expect(broken).toEqual([]);
});

async function open(path: string, width = 1440): Promise<void> {
  context = await browser.newContext({ locale: "en-US", viewport: { width, height: 900 }, reducedMotion: "reduce" });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => broken.push(error.message));
  page.on("console", (message) => message.type() === "error" && broken.push(message.text()));
  await page.goto(studio.url + path);
  await page.getByRole("main").waitFor();
}

interface Thing {
  readonly name: string;
  readonly type?: string;
  readonly bytes: Uint8Array;
}

/** Drops files, or pastes them, onto the element that a selector finds. */
async function give(how: "drop" | "paste", things: readonly Thing[], onto = "body"): Promise<void> {
  const files = things.map(({ name, type = "", bytes }) => ({
    name,
    type,
    text: Buffer.from(bytes).toString("base64"),
  }));
  const element = page.locator(onto).first();
  await element.evaluate(
    (target, [event, given]) => {
      const data = new DataTransfer();
      for (const { name, type, text } of given)
        data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type }));
      const bubbling = { bubbles: true, cancelable: true } as const;
      target.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { ...bubbling, dataTransfer: data, clientX: 300, clientY: 300 })
          : new ClipboardEvent("paste", { ...bubbling, clipboardData: data }),
      );
    },
    [how, files] as const,
  );
}
const drop = (things: readonly Thing[], onto?: string) => give("drop", things, onto);
async function pasteText(text: string, onto = "body"): Promise<void> {
  await page
    .locator(onto)
    .first()
    .evaluate((element, words) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", words);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
}

const question = () => page.getByRole("dialog");
const answer = (name: RegExp) => question().getByRole("button", { name });
const toast = (text: RegExp | string) => page.getByRole("alert").filter({ hasText: text });
const prompt = () => page.locator("[data-prompt=prompt]");
async function write(words: string): Promise<void> {
  await prompt().hover();
  await prompt().locator(".cm-content").fill(words);
}
/** The draft as the browser keeps it, and so as it stands in the fields. */
const fields = () =>
  page.evaluate(() => JSON.parse(sessionStorage.getItem("danfang.draft") ?? "{}") as Record<string, unknown>);
const number = (label: string) => page.getByRole("spinbutton", { name: label, exact: true });

const recipe =
  "castle, snow\nNegative prompt: blurry\nSteps: 9, Sampler: DDIM, CFG scale: 6.5, Seed: 4242, Size: 448x640";
const photo = async (): Promise<Thing> => ({
  ...{ name: "holiday.jpg", type: "image/jpeg" },
  bytes: await sharp({ create: { width: 320, height: 200, channels: 3, background: "#7aa" } })
    .jpeg()
    .toBuffer(),
});
const painted = async (): Promise<Thing> => ({
  ...{ name: "castle.png", type: "image/png" },
  bytes: await sharp({ create: { width: 448, height: 640, channels: 3, background: "#a87" } })
    .png()
    .toBuffer()
    .then((png) => withText(png, recipe)),
});

/** Where a PNG's header ends: its signature, then the first chunk's length, name, 13 bytes and CRC. */
const headerEnd = 8 + 4 + 4 + 13 + 4;

/** A PNG with generation data in it, as the WebUI writes it: a chunk of text behind the header. */
function withText(png: Buffer, text: string): Buffer {
  const named = Buffer.from(`tEXtparameters\0${text}`, "latin1");
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  crc.writeUInt32BE(crc32(named));
  return Buffer.concat([png.subarray(0, headerEnd), length, named, crc, png.subarray(headerEnd)]);
}

/** A PNG that says it is `side` pixels wide and high. */
function withSize(png: Buffer, side: number): Buffer {
  const changed = Buffer.from(png);
  changed.writeUInt32BE(side, 16);
  changed.writeUInt32BE(side, 20);
  changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  return changed;
}

describe("words that are pasted", () => {
  it("and are an address replace nothing, until somebody says so", async () => {
    await open("/");
    await write("my own words");
    await page.locator("body").click({ position: { x: 5, y: 880 } });
    await pasteText("https://civitai.com/models/7371/rev-animated");
    await question().getByText("This is an address: civitai.com").waitFor();
    expect((await fields()).prompt).toBe("my own words");
    await page.keyboard.press("Escape");
    await question().waitFor({ state: "detached" });
    expect((await fields()).prompt).toBe("my own words");
    await pasteText("red fox in the snow");
    await answer(/^Replace the prompt/).waitFor();
    await page.keyboard.press("Enter"); // the focus is on the first answer
    await expect.poll(async () => (await fields()).prompt).toBe("my own words, red fox in the snow");
    await toast(/Added at the end: Prompt/)
      .getByRole("button", { name: "Undo" })
      .click();
    await expect.poll(async () => (await fields()).prompt).toBe("my own words");
  });

  it("and are a recipe fill the fields; undo gives back exactly what was there, by strip, by key and after a reload", async () => {
    await open("/");
    await write("my own words");
    await number("Steps").fill("31");
    await number("Steps").press("Enter");
    const before = await fields();
    await page.locator("body").click({ position: { x: 5, y: 880 } });
    const pasteAndSee = async () => {
      await pasteText(recipe);
      await page.locator(".paste-strip").waitFor();
      expect(await fields()).toMatchObject({ prompt: "castle, snow", steps: 9, seed: 4242, width: 448 });
    };
    await pasteAndSee();
    await page.locator(".paste-strip").getByRole("button", { name: "Undo" }).click();
    expect(await fields()).toEqual(before);
    await page.locator(".paste-strip").waitFor({ state: "detached" });
    await pasteAndSee();
    await page.locator("main").evaluate((element) => element.focus());
    await page.keyboard.press("Control+z");
    expect(await fields()).toEqual(before);
    await toast("Undone: recipe filled in").getByRole("button", { name: "Do again" }).click();
    await page.locator(".paste-strip").waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Undo: recipe filled in" }).click();
    expect(await fields()).toEqual(before);
    expect(await number("Steps").inputValue()).toBe("31");
  });

  it("into the prompt stay the prompt's own, and Ctrl+Z there takes a recipe back with all of its fields", async () => {
    await open("/");
    await write("my own words");
    const before = await fields();
    await page.locator("body").click({ position: { x: 5, y: 880 } });
    await pasteText(recipe);
    await page.locator(".paste-strip").waitFor();
    await prompt().locator(".cm-content").click();
    await page.keyboard.press("Control+z");
    await expect.poll(fields).toEqual(before);
    await page.keyboard.press("Control+y");
    await expect.poll(async () => (await fields()).seed).toBe(4242);
    await expect.poll(() => prompt().locator(".cm-content").textContent()).toBe("castle, snow");
    await page.keyboard.press("End");
    await page.keyboard.type(", dusk");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(fields).toEqual(before);
    await pasteText("https://civitai.com/models/7371", "[data-prompt=prompt] .cm-content");
    await expect.poll(() => prompt().locator(".cm-content").textContent()).toContain("https://civitai.com/models/7371");
    expect(await question().count()).toBe(0);
  });

  it("and are ten megabytes are refused in a sentence, wherever they fall", async () => {
    await open("/");
    await write("my own words");
    for (const onto of ["body", "[data-prompt=prompt] .cm-content"]) {
      await page
        .locator(onto)
        .first()
        .evaluate((element) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", "a line of a log\n".repeat(655_360));
          element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        });
      await question().getByText("This text has 10,485,760 characters.").waitFor();
      await page.keyboard.press("Escape");
      await question().waitFor({ state: "detached" });
    }
    expect((await fields()).prompt).toBe("my own words");
  });
});

describe("a picture that falls", () => {
  it("and is a photo is asked about, and then started from; undo takes it away again", async () => {
    await open("/");
    const before = await fields();
    await drop([await photo()]);
    await question().getByText("holiday.jpg").waitFor();
    expect(
      await question()
        .getByRole("button", { name: /Fill in the recipe|Use it as the mask/ })
        .count(),
    ).toBe(0);
    expect(await answer(/^Start from it/).evaluate((element) => element === document.activeElement)).toBe(true);
    await answer(/^Start from it/).click();
    await page.getByAltText("The picture to start from").waitFor();
    expect(await fields()).toMatchObject({ width: 320, height: 200, init: { isOn: true } });
    await toast("The next picture starts from this one").getByRole("button", { name: "Undo" }).click();
    expect(await fields()).toEqual(before);
  });

  it("and has a recipe can be looked at, filled in, or pasted as well", async () => {
    await open("/gallery");
    const before = await fields();
    await drop([await painted()]);
    await answer(/^Only look/).click();
    await question().getByText("blurry").waitFor();
    expect(await fields()).toEqual(before);
    await page.keyboard.press("Escape");
    await give("paste", [await painted()]);
    await answer(/^Fill in the recipe/).click();
    await page.locator(".paste-strip").waitFor();
    expect(await fields()).toMatchObject({ prompt: "castle, snow", seed: 4242 });
  });

  it("onto a place means that place, and nothing is asked", async () => {
    await open("/");
    await page.getByRole("button", { name: "Start from a picture" }).click();
    await drop([await photo()], "[data-drop=start]");
    await page.getByAltText("The picture to start from").waitFor();
    await drop([await photo()], "[data-drop=mask]");
    await toast("The picture is the mask now").waitFor();
    expect(await fields()).toMatchObject({ mask: { isOn: true } });
    await drop([await painted()], "[data-prompt=negativePrompt]");
    await toast("Replaced: Negative prompt").waitFor();
    expect(await fields()).toMatchObject({ negativePrompt: "blurry", steps: 20 });
    await drop(
      [{ name: "words.txt", bytes: Buffer.from([0xff, 0xfe, ...Buffer.from("雪地", "utf16le")]) }],
      "[data-prompt=prompt]",
    );
    await expect.poll(async () => (await fields()).prompt).toBe("雪地");
    expect(await question().count()).toBe(0);
  });

  it("and unpacks to four hundred megapixels is named with its size and not unpacked", async () => {
    await open("/");
    const bytes = withSize(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: "#444" } })
        .png()
        .toBuffer(),
      20_000,
    );
    await drop([{ name: "huge.png", type: "image/png", bytes }]);
    await question().getByText("20000 × 20000").waitFor();
    expect(await question().locator("img").count()).toBe(0);
    await answer(/^Start from it/).click();
    await page.getByText("This is not a picture that can be read").waitFor();
    broken = broken.filter((text) => !text.includes("status of 4")); // the browser's own line for an answer of 4xx
  });
});

describe("a model that falls", () => {
  it("and is a LoRA says what it is and where it goes, and is not sent", async () => {
    await open("/");
    const sent: number[] = [];
    page.on(
      "request",
      (request) => request.url().includes("/v1/inspect") && sent.push(request.postDataBuffer()?.length ?? 0),
    );
    const bytes = await starter("models/Lora/made-of-gold.safetensors");
    await drop([{ name: "gold-v2.safetensors", bytes }]);
    await question().getByText("gold-v2.safetensors").waitFor();
    await question().getByText("LoRA", { exact: true }).waitFor();
    await question()
      .getByText(join(home.home, "models", "Lora"))
      .waitFor();
    await question().getByText("models/loras").waitFor();
    expect(sent.reduce((sum, size) => sum + size, 0)).toBeLessThan(Math.min(bytes.length, 600_000));
    await page.keyboard.press("Escape");
    await drop([{ name: "made-of-gold.safetensors", bytes }]);
    await question().getByText("It is here already: made-of-gold.safetensors").waitFor();
    await drop([{ name: "words.pt", bytes: await starter("embeddings/blue-ink.pt") }]);
    await question().getByText("Embedding", { exact: true }).waitFor();
  });

  it("and runs programs is named as dangerous; a web page under a model's name is named as one", async () => {
    await open("/");
    const evil = await readFile(
      fileURLToPath(new URL("../../../packages/formats/src/torch/goldens/evil.system.pt", import.meta.url)),
    );
    await drop([{ name: "nice.ckpt", bytes: evil }]);
    await question().locator(".question-warnings[data-danger]").getByText("system").waitFor();
    await drop([{ name: "model.safetensors", bytes: Buffer.from("<!doctype html><title>Log in</title>") }]);
    await question().getByText("Not a model that Danfang knows").waitFor();
    await question().locator(".question-warnings").waitFor();
  });
});

it("lists several files, one of which is asked about, and says how many more there are of five hundred", async () => {
  await open("/");
  const many = Array.from({ length: 498 }, (_, i) => ({ name: `note ${i}.txt`, bytes: Buffer.from(`fox ${i}`) }));
  await drop([await photo(), { name: "a.avif", type: "image/avif", bytes: Buffer.from("?") }, ...many]);
  await question().getByRole("heading", { name: "500 files" }).waitFor();
  await question().getByText("488 more are not shown").waitFor();
  await answer(/^a\.avif/).click();
  await question().getByText("Pictures are read as PNG, JPEG or WebP.").waitFor();
  await question().getByRole("button", { name: "Back to the list" }).click();
  await answer(/^holiday\.jpg/).click();
  await answer(/^Start from it/).waitFor();
});

it("asks on a phone with a sheet, which Esc and the shade leave; axe finds nothing wrong with it", async () => {
  await open("/", 390);
  await drop([await painted()]);
  await answer(/^Fill in the recipe/).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.locator(".question-shade").click({ position: { x: 100, y: 100 } });
  await question().waitFor({ state: "detached" });
  expect((await fields()).prompt ?? "").toBe("");
});

it("takes what is dragged by hand: a folder, a model of six gigabytes, a text onto the prompt", async () => {
  const folder = join(home.home, "dragged");
  await mkdir(join(folder, "my models"), { recursive: true });
  await writeFile(join(folder, "words.txt"), "autumn leaves, river");
  const size = 6_000_000_000;
  const tensor = { dtype: "F16", shape: [320, size / 640], data_offsets: [0, size] };
  const header = Buffer.from(JSON.stringify({ "lora_unet_down_blocks_0_attentions_0_proj_in.lora_up.weight": tensor }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await writeFile(join(folder, "huge.safetensors"), Buffer.concat([length, header]));
  await truncate(join(folder, "huge.safetensors"), 8 + header.length + size); // no block of it is on the disk
  await open("/");
  await write("my own words");
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const mouse = await context.newCDPSession(page);
  async function drag(name: string, x: number, y: number): Promise<void> {
    const data = { items: [], files: [join(folder, name)], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await mouse.send("Input.dispatchDragEvent", { type, x, y, data });
  }
  await drag("my models", 900, 400);
  await question().getByRole("heading", { name: "A folder: my models" }).waitFor();
  await drag("huge.safetensors", 900, 400);
  await question().getByText("6.0 GB").waitFor();
  await question().getByText("LoRA", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await question().waitFor({ state: "detached" });
  await drag("words.txt", 250, 180);
  await expect.poll(async () => (await fields()).prompt).toBe("my own words, autumn leaves, river");
  await expect.poll(() => prompt().locator(".cm-content").textContent()).toBe("my own words, autumn leaves, river");
});

it("leaves each tab its own fields; a new one begins as the last was left", async () => {
  await open("/");
  const first = page;
  await write("words of the first");
  page = await context.newPage();
  await page.goto(studio.url);
  await write("words of the second");
  await first.reload();
  await first.locator("[data-prompt=prompt]").hover();
  await expect.poll(() => first.locator("[data-prompt=prompt] .cm-content").textContent()).toBe("words of the first");
  page = await context.newPage();
  await page.goto(studio.url);
  await prompt().hover();
  await expect.poll(() => prompt().locator(".cm-content").textContent()).toBe("words of the second");
});
