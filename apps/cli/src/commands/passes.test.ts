import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang passes "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const workbench = fakeWorkbench();
  const io = fakeIo({ env: { DANFANG_HOME: join(folder, "home") } });
  const status = await runCli([...argv, "--json"], io, {
    openWorkbench: workbench.open,
    serveStudio: fakeServeStudio().serve,
  });
  const answer = JSON.parse(io.written.stdout);
  return { status, answer, requests: workbench.requests, passes: workbench.requests[0]?.init?.passes };
}
const apple = ["--init", "apple.png", "--prompt", "red apple"];

describe("outpaint", () => {
  it("grows by what is said, from noise that matches or as Poor man's does it", async () => {
    const matched = await run("outpaint", ...apple, "--left", "64", "--up", "32", "--falloff", "0.5");
    expect(matched.passes).toMatchObject({ kind: "outpaint", left: 64, right: 0, up: 32, falloff: 0.5, maskBlur: 8 });
    const tiles = await run("outpaint", ...apple, "--down", "8", "--fill", "nothing", "--seam-blur", "2");
    expect(tiles.passes).toMatchObject({ kind: "outpaintTiles", down: 8, content: "nothing", maskBlur: 2 });
  });

  it.each([
    [["--prompt", "x", "--left", "64"], "cli/missingOption", "--init"],
    [apple, "cli/missingOption", "--left"],
    [[...apple, "--left", "-8"], "cli/badValue", "--left"],
    [[...apple, "--left", "8", "--fill", "stripes"], "cli/badValue", "--fill"],
    [[...apple, "--left", "8", "--falloff", "9"], "cli/badValue", "at most 4"],
  ])("%j is a mistake in typing", async (args, code, words) => {
    const { status, answer, requests } = await run("outpaint", ...args);
    expect([status, requests]).toEqual([2, []]);
    expect(answer.error).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

it("loops change the strength from --denoise to --final-denoise", async () => {
  const { passes } = await run("img2img", ...apple, "--loops", "3", "--final-denoise", "0.8", "--loop-curve", "lazy");
  expect(passes).toEqual({ kind: "loopback", loops: 3, finalDenoisingStrength: 0.8, curve: "lazy" });
});

describe("several pictures to start from", () => {
  it("have their turns, those of a folder by name, numbers as numbers", async () => {
    await mkdir(join(folder, "in", "more"), { recursive: true });
    for (const name of ["10.png", "9.PNG", "notes.txt", "more/1.webp"]) await writeFile(join(folder, "in", name), "");
    const more = ["--init", join(folder, "in"), "--out", join(folder, "out", "/")];
    const { answer, requests } = await run("img2img", ...apple, ...more, "--seed", "5");
    const inits = ["apple.png", ...["9.PNG", "10.png", "more/1.webp"].map((name) => join(folder, "in", name))];
    expect(requests.map(({ init }) => init?.image)).toEqual(inits);
    expect(answer.images.map(({ init }: { init: string }) => init)).toEqual(inits);
    expect(await readdir(join(folder, "out"))).toHaveLength(4);
  });

  it("are said to be missing where a folder has none", async () => {
    const { status, answer } = await run("img2img", "--prompt", "x", "--init", folder);
    expect([status, answer.error.code]).toEqual([2, "cli/noPictures"]);
  });
});

describe("upscale", () => {
  it("keeps what is known of a picture and says where it lies", async () => {
    const out = join(folder, "larger.png");
    const { status, answer } = await run("upscale", "apple.png", "--out", out, "--second-upscaler", "Nearest");
    expect(status).toBe(0);
    const [image] = answer.images;
    expect(image).toMatchObject({ path: out, from: "apple.png", width: 8, height: 8, infotext: "grey\nSeed: 31" });
  });

  it("with a prompt paints in tiles", async () => {
    const { passes } = await run("upscale", "apple.png", "--prompt", "red apple", "--scale", "3", "--overlap", "32");
    expect(passes).toMatchObject({ kind: "upscale", scale: 3, overlap: 32, upscaler: "Lanczos" });
  });

  it.each([
    [[], "cli/missingOperand"],
    [["apple.png", "--scale", "0"], "cli/badValue"],
    [["a.png", "b.png", "--prompt", "x"], "cli/unexpectedArgument"],
  ])("%j is a mistake in typing", async (args, code) => {
    const { status, answer } = await run("upscale", ...args);
    expect([status, answer.error.code]).toEqual([2, code]);
  });
});
