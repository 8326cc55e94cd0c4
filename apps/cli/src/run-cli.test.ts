import { DanfangError } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { type CommandName, commands } from "./catalogue/commands.ts";
import { fakeWorkbench } from "./testing/fake-workbench.ts";
import { runInFolder } from "./testing/run-in-folder.ts";

const { files, run } = runInFolder();
const txt2img = (...args: string[]) => ["txt2img", "--prompt", "red apple", ...args];
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
