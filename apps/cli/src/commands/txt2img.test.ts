import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeWorkbench } from "../testing/fake-workbench.ts";
import { runInFolder } from "../testing/run-in-folder.ts";

const { files, place, run } = runInFolder();
const txt2img = (...args: string[]) => ["txt2img", "--prompt", "red apple", ...args];
describe("txt2img", () => {
  it("asks for exactly what the options say", async () => {
    const { workbench, status } = await run([
      "txt2img",
      "--prompt",
      "--a dash",
      "--negative",
      "-b",
      "--model",
      "m",
      "--vae",
      "none",
      "--steps",
      "2",
      "--sampler",
      "Heun",
      "--schedule",
      "karras",
      "--cfg",
      "6.5",
      "--seed",
      "7",
      "--width",
      "64",
      "--height=96",
      "--clip-skip",
      "2",
      "--batch-size",
      "3",
      "--batch-count",
      "2",
      "--rng",
      "NV",
      "--eta-noise-seed-delta",
      "-5",
      "--backend",
      "cpu",
      "--threads",
      "4",
      "--models",
      "x",
      "--models",
      "y",
    ]);
    expect(status).toBe(0);
    expect(workbench.requests).toEqual([
      {
        prompt: "--a dash",
        negativePrompt: "-b",
        checkpoint: "m",
        vae: "none",
        steps: 2,
        sampler: "Heun",
        schedule: "karras",
        cfgScale: 6.5,
        seed: 7,
        width: 64,
        height: 96,
        clipSkip: 2,
        batchSize: 3,
        batchCount: 2,
        rng: "nv",
        etaNoiseSeedDelta: -5,
      },
    ]);
    expect(workbench.opened).toEqual([{ home: place("home"), modelRoots: ["x", "y"], backend: "cpu", threads: 4 }]);
    expect(workbench.closed.count).toBe(1);
  });

  it("says of folders that give no models what is wrong, and paints all the same", async () => {
    const problem = { code: "library/folderMissing", message: "There is no folder /nope.", hint: "Look.", facts: {} };
    const workbench = fakeWorkbench({ rootProblems: async () => [problem] });
    const { status, stderr } = await run(txt2img("--models", "/nope"), { workbench });
    expect(status).toBe(0);
    expect(stderr).toContain("There is no folder /nope. [library/folderMissing]");
    expect(workbench.opened).toMatchObject([{ modelRoots: ["/nope"] }]);
  });

  it("writes into the day's folder under home, prints path and seed, and is silent on a pipe's stderr", async () => {
    const { stdout, stderr } = await run(txt2img("--steps", "2"));
    const path = join("home", "outputs", "txt2img", "2025-03-09", "00000-4242.png");
    expect(await files()).toEqual({ [path]: "picture 4242" });
    expect(stdout).toBe(`${place(path)}\tseed 4242\n`);
    expect(stderr).toBe("");
  });

  it("counts up in a folder from the largest number there, and overwrites nothing", async () => {
    await writeFile(place("00007-1.png"), "old");
    for (const seed of ["1", "1"])
      await run(txt2img("--steps", "1", "--out", place(), "--seed", seed, "--batch-size", "2"));
    expect(await files()).toEqual({
      "00007-1.png": "old",
      "00008-1.png": "picture 1",
      "00009-2.png": "picture 2",
      "00010-1.png": "picture 1",
      "00011-2.png": "picture 2",
    });
  });

  it("gives two processes painting the same seed at the same moment different names", async () => {
    const jobs = Array.from({ length: 5 }, () => run(txt2img("--steps", "1", "--out", place(), "--seed", "1")));
    expect(new Set((await Promise.all(jobs)).map(({ stdout }) => stdout)).size).toBe(5);
    expect(Object.values(await files())).toEqual(Array(5).fill("picture 1"));
  });

  it("writes one picture to the file, several to files numbered from 1, in folders made for them", async () => {
    await run(txt2img("--steps", "1", "--seed", "5", "--out", place("a", "cat.JPG")));
    await run(txt2img("--steps", "1", "--seed", "5", "--out", place("cat.webp"), "--batch-count", "2"));
    expect(await files()).toEqual({
      [join("a", "cat.JPG")]: "picture 5",
      "cat-1.webp": "picture 5",
      "cat-2.webp": "picture 6",
    });
  });

  it("takes a name that ends in / or has no format for a folder", async () => {
    await run(txt2img("--steps", "1", "--out", `${place("x.png")}/`));
    await run(txt2img("--steps", "1", "--out", place("sd-v1.5")));
    expect(Object.keys(await files()).sort()).toEqual([
      join("sd-v1.5", "00000-4242.png"),
      join("x.png", "00000-4242.png"),
    ]);
  });

  it("finds before painting that a place cannot be written, and leaves nothing there", async () => {
    await writeFile(place("file"), "");
    for (const option of ["--out", "--save-latent"]) {
      const path = place("file", "deeper", option === "--out" ? "a.png" : "a.safetensors");
      const { status, stderr, workbench } = await run(txt2img(option, path));
      expect(status).toBe(1);
      expect(stderr).toContain("cli/unwritable");
      expect(workbench.opened).toEqual([]);
    }
    expect(await files()).toEqual({ file: "" });
  });

  it("with --json is one document with the pictures and the figures of the job", async () => {
    const out = place("cat.png");
    const { stdout, stderr } = await run(txt2img("--steps", "2", "--json", "--out", out), {
      terminal: { columns: 80 },
    });
    expect(JSON.parse(stdout)).toEqual({
      images: [{ path: out, seed: 4242, infotext: "grey\nSteps: 2, Seed: 4242, Size: 8x8" }],
      recipe: { seed: 4242 },
      timings: { loadSeconds: 1, encodeSeconds: 0.1, stepSeconds: [0.5, 0.5], decodeSeconds: 0.2, totalSeconds: 12.5 },
      notes: [],
      peakRssBytes: 1e9,
      engine: { backend: "cpu", threads: 2 },
    });
    expect(stderr).not.toBe(""); // a person may watch a program's run
  });

  it("writes the latents of the whole job when asked", async () => {
    await run(txt2img("--steps", "1", "--batch-size", "3", "--save-latent", place("l.safetensors")));
    expect((await files())["l.safetensors"]).toBe("3 latents");
  });

  it("gives a name back when writing the picture fails", async () => {
    const workbench = fakeWorkbench({ saveImage: () => Promise.reject(new Error("disk full")) });
    const { status, stderr } = await run(txt2img("--steps", "1", "--out", place()), { workbench });
    expect(status).toBe(1);
    expect(stderr).toContain("disk full");
    expect(await files()).toEqual({});
    expect(workbench.closed.count).toBe(1);
  });

  it("shows a bar, the step, its pace and the time left on a terminal, and removes them", async () => {
    const { stderr, stdout } = await run(txt2img("--steps", "4"), { terminal: { columns: 80 } });
    expect(stderr).toContain("step 2/4 · 0.500 s/step · 1 s left");
    expect(stderr).toMatch(/━/);
    expect(stderr.endsWith("\r\x1b[J")).toBe(true);
    expect(stderr).not.toContain("▀");
    expect(stdout).toContain("12.5 s in all, 4 steps of 0.500 s");
  });

  it("shows what the picture will be where there are colours and room", async () => {
    const show = async (rows: number) =>
      (await run(txt2img("--steps", "1"), { terminal: { colours: "true", rows } })).stderr.includes(
        "\x1b[38;2;128;128;128m",
      );
    expect([await show(40), await show(10)]).toEqual([true, false]);
  });
});

describe("first-light", () => {
  it("paints with the starter model, says where the picture is and the command that made it", async () => {
    const { stdout, status, workbench } = await run(["first-light"]);
    expect(status).toBe(0);
    expect(stdout).toContain(place("home", "outputs", "txt2img", "2025-03-09", "00000-1000.png"));
    const line = stdout.split("\n").find((text) => text.includes("danfang txt2img"));
    const again = await run([...line!.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1));
    expect(again.workbench.requests).toEqual(workbench.requests);
  });
});
