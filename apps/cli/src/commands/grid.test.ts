import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang grid "));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function grid(...args: string[]) {
  const workbench = fakeWorkbench();
  const io = fakeIo({ env: { DANFANG_HOME: folder } });
  const argv = ["grid", "--prompt", "red apple", "--steps", "2", "--seed", "40", ...args];
  const status = await runCli(argv, io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
  return { status, ...io.written, workbench };
}

it("numbers the cells beside the sheet, which has the name that was asked for", async () => {
  const { status, stdout } = await grid("--x", "CFG Scale: 5, 7", "--out", join(folder, "对比.png"));
  expect(status).toBe(0);
  expect(await readdir(folder)).toEqual(expect.arrayContaining(["对比-1.png", "对比-2.png", "对比.png"]));
  const lines = stdout.trim().split("\n");
  expect(lines[1]).toBe(`${join(folder, "对比-2.png")}\tCFG Scale: 7.0`);
  expect(lines[2]).toContain(join(folder, "对比.png"));
});

it("tells programs every cell with its values, the axes, and the sheet", async () => {
  const { stdout } = await grid("--x", "Steps: 1, 2", "--z", 'prompt s/r: apple, "pear, ripe"', "--json");
  const { images, axes, sheet } = JSON.parse(stdout);
  expect(images.map(({ x, z, at }: { x: number; z: string; at: object }) => [x, z, at])).toEqual([
    [1, "apple", { x: 0, y: 0, z: 0 }],
    [2, "apple", { x: 1, y: 0, z: 0 }],
    [1, "pear, ripe", { x: 0, y: 0, z: 1 }],
    [2, "pear, ripe", { x: 1, y: 0, z: 1 }],
  ]);
  expect(Object.keys(images[0])).not.toContain("y");
  expect(axes.z).toEqual({ axis: "Prompt S/R", values: ["apple", "pear, ripe"], legends: ["apple", "pear, ripe"] });
  expect(sheet).toMatchObject({ path: expect.stringContaining(join("outputs", "grid", "2025-03-09")), width: 32 });
});

it("asks for exactly what the options say", async () => {
  const flags = ["--no-legend", "--keep-random-seeds", "--vary-seeds", "x, z", "--margin", "12"];
  const { workbench } = await grid("--y", "Checkpoint name : a, b: c", "--cfg", "4", ...flags);
  expect(workbench.requests).toMatchObject([
    {
      prompt: "red apple",
      cfgScale: 4,
      grid: {
        y: { axis: "Checkpoint name", values: "a, b: c" },
        drawLegend: false,
        keepRandomSeeds: true,
        varySeeds: ["x", "z"],
        margin: 12,
      },
    },
  ]);
});

it.each([
  [[], "cli/missingOption", "--x"],
  [["--x", "Steps"], "cli/badValue", "an axis, a colon and values"],
  [["--x", "Steps: 1", "--margin", "501"], "cli/badValue", "0 to 500"],
  [["--x", "Steps: 1", "--vary-seeds", "x,w"], "cli/badValue", "x, y, z"],
  [["--x", "Stps: 1"], "grid/unknownAxis", "Steps"],
  [["--x", "CGF: 1"], "grid/unknownAxis", "CFG Scale"],
  [["--x", "Steps: 0"], "grid/badValue", "≥ 1"],
])("%j is %s, says what to do, and ends with 2", async (args, code, hint) => {
  const { status, stdout, stderr } = await grid(...args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(code);
  expect(stderr).toContain(hint);
});
