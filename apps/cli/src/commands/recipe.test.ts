import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { type FakeIoOptions, fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

const infotext = "a fox\nSteps: 20, Sampler: Restart, Seed: 18446744073709551615, Model: a.safetensors, RNG: CPU";
const swarm = JSON.stringify({ sui_image_params: { prompt: "cat", steps: 9 } });

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = fakeIo(options);
  const status = await runCli(argv, io, { openWorkbench: fakeWorkbench().open, serveStudio: fakeServeStudio().serve });
  return { status, ...io.written };
}

it("a recipe is read from the input, with what was read and what was not", async () => {
  const { status, stdout } = await run(["recipe", "read", "-", "--json"], { input: `${swarm}\n` });
  const recipe = { prompt: "cat", steps: 9, source: { program: "SwarmUI" } };
  expect([status, JSON.parse(stdout)]).toEqual([0, { recipe, findings: [], infotext: swarm }]);
});

it("each of many recipes is answered on a line of its own", async () => {
  const { stdout } = await run(["recipe", "read", "-", "--jsonl"], { input: `${JSON.stringify(swarm)}\n"a fox"\n` });
  const read = stdout.trimEnd().split("\n");
  expect(read.map((line) => JSON.parse(line).recipe.prompt)).toEqual(["cat", "a fox"]);
});

it("texts of every program are answered in their order, one a line", async () => {
  const texts = [swarm, "{broken", infotext, "", "<html><p>an owl</p><p>Steps: 8, Seed: 5, Size: 8x8</p></html>", "[]"];
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join("");
  const { stdout } = await run(["recipe", "read", "-", "--jsonl"], { input });
  const steps = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).recipe.steps);
  expect(steps).toEqual([9, undefined, 20, undefined, 8, undefined]);
});

it.each([["recipe"], ["recipe", "read"], ["recipe", "paint", "a"], ["recipe", "write"], ["recipe", "read", "a", "b"]])(
  "of %j %j is said what is missing",
  async (...argv) => {
    const { status, stderr } = await run([...argv]);
    expect(status).not.toBe(0);
    expect(stderr).toContain("read FILE|-");
  },
);

it.each(["a1111", "comfyui", "json"])("a recipe written as %s is that recipe again", async (form) => {
  const { status, stdout, stderr } = await run(["recipe", "write", "-", "--as", form], { input: infotext });
  const read = await run(["recipe", "read", "-", "--json"], { input: stdout });
  const { prompt, steps, seed, checkpoint } = JSON.parse(read.stdout).recipe;
  expect([status, prompt, steps, seed]).toEqual([0, "a fox", 20, "18446744073709551615"]);
  expect(checkpoint).toEqual({ name: "a.safetensors" });
  expect(stderr.includes('! ComfyUI has no "Restart"')).toBe(form === "comfyui");
});

it("what a recipe could not be written with is told in JSON too, and in the person's language", async () => {
  const { stdout } = await run(["recipe", "write", "-", "--as", "comfyui", "--json"], { input: infotext });
  const { as, text, findings } = JSON.parse(stdout);
  expect([as, JSON.parse(text)["1"].class_type]).toEqual(["comfyui", "CheckpointLoaderSimple"]);
  expect(findings[0]).toMatchObject({ code: "recipes/comfyReplaced", facts: { name: "Restart", by: "euler" } });
  const { stderr } = await run(["recipe", "write", "-", "--as", "comfyui"], {
    input: infotext,
    env: { LANG: "zh_CN" },
  });
  expect(stderr).toContain("! ComfyUI 没有「Restart」");
});

it.each([
  [[], "cli/missingOption"],
  [["--as", "invoke"], "cli/badValue"],
])("of write %j is said what it can be written as", async (options, code) => {
  const { status, stdout } = await run(["recipe", "write", "-", ...options, "--json"], { input: infotext });
  expect([status, JSON.parse(stdout).error.code]).toEqual([2, code]);
});
