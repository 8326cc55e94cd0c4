import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DanfangError } from "@danfang/domain";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type CommandName, commands } from "./catalogue/commands.ts";
import { runCli } from "./run-cli.ts";
import { type FakeIoOptions, fakeIo } from "./testing/fake-io.ts";
import { fakeServeStudio } from "./testing/fake-serve-studio.ts";
import { fakeWorkbench, paintGrey } from "./testing/fake-workbench.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang cli "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(
  argv: readonly string[],
  options: FakeIoOptions & { workbench?: ReturnType<typeof fakeWorkbench> } = {},
) {
  const workbench = options.workbench ?? fakeWorkbench();
  const io = fakeIo({ ...options, env: { DANFANG_HOME: join(folder, "home"), ...options.env } });
  const status = await runCli(argv, io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
  return { status, ...io.written, io, workbench };
}
const txt2img = (...args: string[]) => ["txt2img", "--prompt", "red apple", ...args];
/** Everything in the folder, by its path from there, with what is in it. */
async function files(): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, "utf8")] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe("help", () => {
  it("comes for --help, -h and help, and names every command", async () => {
    const overview = await run(["--help"]);
    for (const argv of [["-h"], ["help"]]) expect((await run(argv)).stdout).toBe(overview.stdout);
    for (const name of Object.keys(commands)) expect(overview.stdout).toContain(name);
    expect(overview).toMatchObject({ status: 0, stderr: "" });
  });

  it.each(Object.keys(commands) as CommandName[])(
    "of %s names each of its options and has an example",
    async (name) => {
      const { stdout, workbench } = await run([name, "--help"]);
      const options = Object.values(commands[name].options).flat();
      for (const option of options) expect(stdout).toContain(`--${option}`);
      expect(stdout).toContain(`danfang ${name}`);
      expect(workbench.opened).toEqual([]);
    },
  );

  it("is not the version, which is one line", async () => {
    expect((await run(["--version"])).stdout).toMatch(/^danfang \d+\.\d+\.\d+\n$/);
  });

  it("is Chinese where the locale is, LC_ALL before LANG", async () => {
    const chinese = /[\u4e00-\u9fff]{4}/;
    expect((await run(["doctor", "--help"], { env: { LANG: "zh_CN.UTF-8" } })).stdout).toMatch(chinese);
    expect((await run(["doctor", "--help"], { env: { LANG: "zh_CN.UTF-8", LC_ALL: "C.UTF-8" } })).stdout).not.toMatch(
      chinese,
    );
  });
});

describe("a mistake in typing", () => {
  it.each([
    [["inspct"], "cli/unknownCommand", "danfang inspect"],
    [["hub"], "cli/plannedCommand", "later"],
    [txt2img("--smapler", "Euler"), "cli/unknownOption", "--sampler"],
    [txt2img("--hires-scale", "much"), "cli/badValue", "--hires-scale"],
    [txt2img("--hires-size", "1024"), "cli/badValue", "--hires-size"],
    [txt2img("--variation-seed", "7"), "cli/missingOption", "--variation-strength"],
    [txt2img("--steps"), "cli/missingValue", "--steps N"],
    [txt2img("--steps", "--json"), "cli/missingValue", "--steps N"],
    [txt2img("--steps", "many"), "cli/badValue", "a number"],
    [txt2img("--steps", "0x10"), "cli/badValue", "a number"],
    [txt2img("--steps", "2.5"), "cli/badValue", "a whole number"],
    [txt2img("--steps", "0"), "cli/badValue", "at least 1"],
    [txt2img("--steps", "1001"), "cli/badValue", "at most 1000"],
    [txt2img("--width", "500"), "cli/badValue", "--width 504"],
    [txt2img("--height", "-8"), "cli/badValue", "at least 1"],
    [txt2img("--seed", "18446744073709551616"), "cli/badValue", "whole number"],
    [txt2img("--rng", "dice"), "cli/badValue", "cpu, nv"],
    [txt2img("--threads", "0"), "cli/badValue", "at least 1"],
    [txt2img("--json=yes"), "cli/unexpectedValue", "--json"],
    [txt2img("--out", "a.gif"), "cli/unknownFormat", ".png"],
    [txt2img("--save-latent", "a.bin"), "cli/unknownFormat", ".safetensors"],
    [["txt2img"], "cli/missingOption", "--prompt"],
    [["txt2img", "a red apple"], "cli/unexpectedArgument", '--prompt "a red apple"'],
    [["inspect"], "cli/missingOperand", "FILE"],
    [["prompt"], "cli/missingOperand", "TEXT"],
    [["prompt", "-", "--jsonl", "--json"], "cli/conflictingOptions", "--jsonl"],
  ])("%j is %s, says what to do, ends with 2 and opens nothing", async (argv, code, hint) => {
    const { status, stdout, stderr, workbench } = await run(argv);
    const isJson = argv.includes("--json");
    const told = isJson ? stdout : stderr;
    expect({ status, silent: isJson ? stderr : stdout }).toEqual({ status: 2, silent: "" });
    expect(told).toContain(code);
    expect(told.replaceAll('\\"', '"')).toContain(hint);
    expect(workbench.opened).toEqual([]);
    expect(await files()).toEqual({});
  });

  it("is told in the user's language, but to programs in English", async () => {
    const env = { LANG: "zh_CN.UTF-8" };
    expect((await run(["inspct"], { env })).stderr).toContain("没有「inspct」这个命令");
    expect(JSON.parse((await run(["inspct", "--json"], { env })).stdout)).toEqual({
      error: {
        code: "cli/unknownCommand",
        message: 'There is no command "inspct".',
        hint: 'Did you mean "danfang inspect"?',
      },
    });
  });

  it("found below, like an unknown sampler, ends with 2 too, and what is not a mistake with 1", async () => {
    const failing = (code: string) =>
      fakeWorkbench({
        // biome-ignore lint/correctness/useYield: it fails before its first event
        async *generate() {
          throw new DanfangError(code, { message: "m", hint: "h" }, {});
        },
      });
    const codes = ["engine/unknownSampler", "engine/unknownSchedule", "engine/outOfMemory", "weights/missingTensor"];
    const statuses = codes.map(async (code) => (await run(txt2img(), { workbench: failing(code) })).status);
    expect(await Promise.all(statuses)).toEqual([2, 2, 1, 1]);
  });
});

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
    expect(workbench.opened).toEqual([
      { home: join(folder, "home"), modelRoots: ["x", "y"], backend: "cpu", threads: 4 },
    ]);
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
    expect(stdout).toBe(`${join(folder, path)}\tseed 4242\n`);
    expect(stderr).toBe("");
  });

  it("counts up in a folder from the largest number there, and overwrites nothing", async () => {
    await writeFile(join(folder, "00007-1.png"), "old");
    for (const seed of ["1", "1"])
      await run(txt2img("--steps", "1", "--out", folder, "--seed", seed, "--batch-size", "2"));
    expect(await files()).toEqual({
      "00007-1.png": "old",
      "00008-1.png": "picture 1",
      "00009-2.png": "picture 2",
      "00010-1.png": "picture 1",
      "00011-2.png": "picture 2",
    });
  });

  it("gives two processes painting the same seed at the same moment different names", async () => {
    const jobs = Array.from({ length: 5 }, () => run(txt2img("--steps", "1", "--out", folder, "--seed", "1")));
    expect(new Set((await Promise.all(jobs)).map(({ stdout }) => stdout)).size).toBe(5);
    expect(Object.values(await files())).toEqual(Array(5).fill("picture 1"));
  });

  it("writes one picture to the file, several to files numbered from 1, in folders made for them", async () => {
    await run(txt2img("--steps", "1", "--seed", "5", "--out", join(folder, "a", "cat.JPG")));
    await run(txt2img("--steps", "1", "--seed", "5", "--out", join(folder, "cat.webp"), "--batch-count", "2"));
    expect(await files()).toEqual({
      [join("a", "cat.JPG")]: "picture 5",
      "cat-1.webp": "picture 5",
      "cat-2.webp": "picture 6",
    });
  });

  it("takes a name that ends in / or has no format for a folder", async () => {
    await run(txt2img("--steps", "1", "--out", `${join(folder, "x.png")}/`));
    await run(txt2img("--steps", "1", "--out", join(folder, "sd-v1.5")));
    expect(Object.keys(await files()).sort()).toEqual([
      join("sd-v1.5", "00000-4242.png"),
      join("x.png", "00000-4242.png"),
    ]);
  });

  it("finds before painting that a place cannot be written, and leaves nothing there", async () => {
    await writeFile(join(folder, "file"), "");
    for (const option of ["--out", "--save-latent"]) {
      const path = join(folder, "file", "deeper", option === "--out" ? "a.png" : "a.safetensors");
      const { status, stderr, workbench } = await run(txt2img(option, path));
      expect(status).toBe(1);
      expect(stderr).toContain("cli/unwritable");
      expect(workbench.opened).toEqual([]);
    }
    expect(await files()).toEqual({ file: "" });
  });

  it("with --json is one document with the pictures and the figures of the job", async () => {
    const out = join(folder, "cat.png");
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
    await run(txt2img("--steps", "1", "--batch-size", "3", "--save-latent", join(folder, "l.safetensors")));
    expect((await files())["l.safetensors"]).toBe("3 latents");
  });

  it("gives a name back when writing the picture fails", async () => {
    const workbench = fakeWorkbench({ saveImage: () => Promise.reject(new Error("disk full")) });
    const { status, stderr } = await run(txt2img("--steps", "1", "--out", folder), { workbench });
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

describe("Ctrl-C", () => {
  /** Presses Ctrl-C when so many steps are done. */
  async function runInterrupted(args: readonly string[], step: number, presses = 1) {
    const io = fakeIo({ env: { DANFANG_HOME: folder }, terminal: { columns: 80 } });
    const workbench = fakeWorkbench({
      async *generate(request, { signal }) {
        let done = 0;
        for await (const event of paintGrey(request, signal)) {
          yield event;
          if (event.type === "step" && ++done === step) for (let i = 0; i < presses; i++) io.interrupt();
        }
      },
    });
    const status = await runCli(args, io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
    return { status, ...io.written, quits: io.quits, closed: workbench.closed.count };
  }

  it("stops between two steps, says so, leaves nothing behind and ends with 130", async () => {
    const { status, stderr, stdout, quits, closed } = await runInterrupted(txt2img("--steps", "9", "--out", folder), 3);
    expect({ status, stdout, quits, closed }).toEqual({ status: 130, stdout: "", quits: [], closed: 1 });
    expect(stderr).toContain("Stopping after this step");
    expect(stderr).not.toContain("step 5/9");
    expect(stderr).toContain("Nothing was written");
    expect(await files()).toEqual({});
  });

  it("keeps the pictures that were finished, and says how many", async () => {
    const { stdout } = await runInterrupted(
      txt2img("--steps", "2", "--batch-count", "3", "--out", folder, "--json"),
      5,
    );
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "workbench/cancelled",
        message: "Cancelled.",
        hint: "2 of 3 pictures were finished and are kept.",
      },
    });
    expect(Object.keys(await files()).sort()).toEqual(["00000-4242.png", "00001-4243.png"]);
  });

  it("ends a command that only looks where it is, were it waiting for input that never comes", async () => {
    const reading = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<Uint8Array> {
      reading.resolve();
      await new Promise(() => undefined);
      yield new Uint8Array();
    }
    const io = { ...fakeIo(), stdin: endless() };
    void runCli(["prompt", "-"], io, { openWorkbench: fakeWorkbench().open, serveStudio: fakeServeStudio().serve });
    await reading.promise;
    io.interrupt();
    expect(io.quits).toEqual([130]);
  });

  it("closes the engine under a call that does not stop, after four seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const io = fakeIo({ env: { DANFANG_HOME: folder } });
      const measuring = Promise.withResolvers<void>();
      const closed = Promise.withResolvers<never>();
      const workbench = fakeWorkbench({
        bench() {
          measuring.resolve();
          return closed.promise;
        },
        close: async () => closed.reject(new DanfangError("engine/cancelled", { message: "Cancelled.", hint: "" }, {})),
      });
      const status = runCli(["bench"], io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
      await measuring.promise;
      io.interrupt();
      await vi.advanceTimersByTimeAsync(4000);
      expect(await status).toBe(130);
    } finally {
      vi.useRealTimers();
    }
  });

  it("pressed again ends the process at once", async () => {
    expect((await runInterrupted(txt2img("--steps", "9", "--out", folder), 3, 2)).quits).toEqual([130]);
  });
});

describe("prompt", () => {
  it("shows pieces with weights, where 75 tokens end, and the count", async () => {
    const { stdout } = await run(["prompt", "a (red:1.3) fox", "BREAK", "snow"]);
    expect(stdout).toMatch(/1\.3 +red/);
    expect(stdout).toContain("tokens 76/150");
    expect(stdout.indexOf("fox\n  ── 75 tokens end here")).toBeGreaterThan(0);
  });

  it("with --json has 77 tokens and weights a chunk", async () => {
    const { stdout } = await run(["prompt", "a photo of a (cat:1.5)", "--json", "--steps", "20"]);
    const { attention, chunks, tokenCount } = JSON.parse(stdout);
    expect(attention).toEqual([
      ["a photo of a ", 1],
      ["cat", 1.5],
    ]);
    expect(chunks[0].tokens.slice(0, 7)).toEqual([49406, 320, 1125, 539, 320, 2368, 49407]);
    expect(chunks[0].weights.slice(4, 7)).toEqual([1, 1.5, 1]);
    expect([chunks.length, chunks[0].tokens.length, tokenCount]).toEqual([1, 77, 5]);
  });

  it("with --json has the schedule, the parts between ANDs and the extra networks", async () => {
    const text = "a [cat:dog:0.5] <lora:ink:te=0.5:0.8>AND sky:0.7";
    const { schedule, and, extraNetworks } = JSON.parse((await run(["prompt", text, "--json", "--steps", "8"])).stdout);
    expect(schedule).toEqual([
      [4, "a cat AND sky:0.7"],
      [8, "a dog AND sky:0.7"],
    ]);
    expect(and).toEqual([
      ["a [cat:dog:0.5]", 1],
      [" sky", 0.7],
    ]);
    expect(extraNetworks).toEqual([{ type: "lora", name: "ink", args: ["te=0.5", "0.8"] }]);
  });

  it("shows networks, parts and the steps of each text, in either language", async () => {
    const text = "a [cat|dog] # note\nAND sky:0.7 <lora:ink:much>";
    const english = (await run(["prompt", text, "--steps", "4"])).stdout;
    expect(english).toContain('<lora:ink:…> is left out: "much" is not a number.');
    expect(english).toContain("AND, part 2 of 2, weight 0.7");
    expect(english.match(/steps 1, 3\n[\s\S]*steps 2, 4\n/)?.[0]).toMatch(/a cat/);
    expect(english).not.toContain("note");
    const chinese = (await run(["prompt", text, "--steps", "4"], { env: { LANG: "zh_CN.UTF-8" } })).stdout;
    expect(chinese).toContain("AND 第 2/2 条，权重 0.7");
    expect(chinese).toContain("第 1, 3 步");
  });

  it("reads - from the input, or with --jsonl one prompt a line, in order", async () => {
    expect(JSON.parse((await run(["prompt", "-", "--json"], { input: "a\nb\n" })).stdout).attention).toEqual([
      ["a\nb", 1],
    ]);
    const { stdout } = await run(["prompt", "-", "--jsonl"], { input: '"(a)"\n\n"b\\nc"' });
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).attention),
    ).toEqual([[["a", 1.1]], [["b\nc", 1]]]);
  });

  it("names the line that is no JSON string", async () => {
    const { status, stderr } = await run(["prompt", "-", "--jsonl"], { input: '"a"\n{"b": 1}\n' });
    expect(status).toBe(2);
    expect(stderr).toContain("Line 2");
  });
});

describe("doctor", () => {
  const checks = [
    { name: "Node", state: "ok", detail: "24" },
    { name: "memory", state: "warn", detail: "3 GB", hint: "close something" },
    { name: "home", state: "fail", detail: "read-only", hint: "choose another" },
  ] as const;

  it("shows every check, the next step of those that need one, and fails if one failed", async () => {
    const { status, stdout } = await run(["doctor"], { workbench: fakeWorkbench({ doctor: async () => [...checks] }) });
    expect(status).toBe(1);
    expect(stdout).toMatch(/✓ Node +24\n! memory +3 GB\n +→ close something\n✗ home +read-only\n +→ choose another/);
  });

  it("does not fail for a warning", async () => {
    const workbench = fakeWorkbench({ doctor: async () => checks.slice(0, 2) });
    const { status, stdout } = await run(["doctor", "--json"], { workbench });
    expect({ status, checks: JSON.parse(stdout).checks }).toEqual({ status: 0, checks: checks.slice(0, 2) });
  });
});

describe("inspect", () => {
  it("prints one list for all files, and for people a block each", async () => {
    const { stdout } = await run(["inspect", "a", "b", "--json"]);
    expect(JSON.parse(stdout).map(({ path }: { path: string }) => path)).toEqual(["a", "b"]);
    expect((await run(["inspect", "a", "b"])).stdout.split("\n\n")).toHaveLength(2);
  });

  it("answers for the other files when one is missing, and ends with 1", async () => {
    const inspect = async (path: string) => {
      if (path === "gone") throw new DanfangError("formats/fileMissing", { message: "gone.", hint: "Look." }, {});
      return { path, what: "model", kind: "vae", findings: [] } as const;
    };
    const { stdout, status } = await run(["inspect", "gone", "b"], { workbench: fakeWorkbench({ inspect }) });
    expect(status).toBe(1);
    expect(stdout).toMatch(/gone\. Look\.[\s\S]*b\n +kind +vae/);
    const alone = await run(["inspect", "gone", "--json"], { workbench: fakeWorkbench({ inspect }) });
    expect(JSON.parse(alone.stdout).error.code).toBe("formats/fileMissing");
  });
});

describe("a stranger's text", () => {
  it("cannot drive the terminal", async () => {
    const evil = "\x1b]0;title\x07\x9b2J\u202ename";
    const workbench = fakeWorkbench({
      inspect: async (path) => ({
        path,
        what: "model",
        metadata: { [evil]: evil },
        findings: [{ code: "c", message: evil }],
      }),
    });
    const shown = await run(["inspect", evil], { workbench });
    const failed = await run(["inspect", "a"], {
      workbench: fakeWorkbench({ inspect: () => Promise.reject(new Error(evil)) }),
    });
    for (const text of [shown.stdout, failed.stderr]) {
      expect(text).toContain("name");
      expect([..."\x1b\x07\x9b\u202e"].filter((command) => text.includes(command))).toEqual([]);
    }
  });
});

describe("first-light", () => {
  it("paints with the starter model, says where the picture is and the command that made it", async () => {
    const { stdout, status, workbench } = await run(["first-light"]);
    expect(status).toBe(0);
    expect(stdout).toContain(join(folder, "home", "outputs", "txt2img", "2025-03-09", "00000-1000.png"));
    const line = stdout.split("\n").find((text) => text.includes("danfang txt2img"));
    const again = await run([...line!.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1));
    expect(again.workbench.requests).toEqual(workbench.requests);
  });
});
