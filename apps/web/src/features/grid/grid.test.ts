import { GenerationRequest, GridRequest, Job } from "@danfang/domain";
import { axes, gridAxes } from "@danfang/prompt";
import { expect, it } from "vitest";
import { gridEn } from "../../i18n/en/grid.ts";
import { emptyDraft } from "../draft/draft.ts";
import { emptyGrid, gridDraftOf, gridOfExtra, gridRequestOf, swapAxes, withCheckpoints } from "../draft/grid-draft.ts";
import { axisOffers } from "./axis-offers.ts";
import { estimate, gridSize, isTooLarge, workOf } from "./grid-size.ts";
import { type AxisFault, readAxis } from "./read-axis.ts";
import { paintedPlaces } from "./sheet-places.ts";
import { strengthAxes } from "./strength-axes.ts";

const cfg = { axis: "CFG Scale", values: "4, 7-9 (+1)" };
const seeds = { axis: "Seed", values: "-1, 5" };
const grid = { ...emptyGrid, isOn: true, x: cfg, z: seeds, margin: 6, varySeeds: ["z"] as const };

it("orders what its fields say, and comes back from the order", () => {
  const request = gridRequestOf(grid);
  expect(GridRequest.strict().parse(request)).toEqual(request);
  expect(gridDraftOf(request!)).toEqual(grid);
  expect(gridRequestOf({ ...grid, isOn: false })).toBeUndefined();
  expect(gridRequestOf({ ...emptyGrid, isOn: true })).toBeUndefined();
});

it("a list of values is one text; seeds that were drawn stay those of the grid", () => {
  const order = { x: { axis: "Checkpoint name", values: ["a, b", "c"] }, y: { ...seeds, fixed: [77, 5] } };
  expect(gridDraftOf(order)).toMatchObject({ x: { values: '"a, b",c' }, y: { values: "77, 5" } });
});

it("comes back from the infotext of a sheet, and from no other", () => {
  const extra = { Script: "X/Y/Z plot", "X Type": "CFG Scale", "X Values": "4, 7-9 (+1)", "Z Type": "Seed" };
  const sheet = { ...extra, "Z Values": "-1, 5", "Fixed Z Values": "77, 5" };
  expect(gridOfExtra(sheet)).toEqual({ ...emptyGrid, isOn: true, x: cfg, z: { axis: "Seed", values: "77, 5" } });
  expect(gridOfExtra({ ...extra, Script: "Prompt matrix" })).toBeUndefined();
  expect(gridOfExtra({ Script: "X/Y/Z plot" })).toBeUndefined();
  expect(gridOfExtra(undefined)).toBeUndefined();
});

it("axes change places with the seeds that vary along them, and back", () => {
  const swapped = swapAxes(grid, "x", "z");
  expect(swapped).toMatchObject({ x: seeds, z: cfg, varySeeds: ["x"] });
  expect(swapAxes(swapped, "x", "z")).toEqual(grid);
});

it("checkpoints to compare go across; what stood there goes down", () => {
  const checkpoints = { axis: "Checkpoint name", values: "a,b" };
  expect(withCheckpoints(grid, ["a", "b"])).toMatchObject({ isOn: true, x: checkpoints, y: cfg, z: seeds });
  expect(withCheckpoints({ ...grid, y: checkpoints }, ["c"])).toMatchObject({ x: { values: "c" }, y: cfg });
});

it("every axis that is painted is offered, by the WebUI's name", () => {
  const painted = gridAxes.map(({ label }) => label);
  expect([...axisOffers.map(({ label }) => label), "Nothing"].sort()).toEqual(painted.sort());
  const known = new Set(axes.map(({ label }) => label));
  expect(axisOffers.map(({ label }) => label).filter((label) => !known.has(label))).toEqual(["CFG Rescale"]);
  expect(Object.fromEntries(axisOffers.map(({ key, label }) => [key, label]))).toEqual(gridEn.axes);
});

const order = { ...emptyDraft, prompt: "red fox, snow", negativePrompt: "blur" };
const faultsOf = (axis: string, values: string, names?: string[]): AxisFault[] => [
  ...readAxis(
    { axis, values },
    order,
    names?.map((name) => ({ value: name, label: name })),
  ).faults,
];

it("says what is wrong with values", () => {
  expect(faultsOf("Steps", "20, x, 5-1 (+0)")).toEqual([
    { kind: "notANumber", value: "x" },
    { kind: "withoutStep", value: "5-1 (+0)" },
  ]);
  expect(faultsOf("Steps", "0")).toEqual([{ kind: "tooLow", value: "0", bound: 1 }]);
  expect(faultsOf("Var. strength", "0-2 [3]")).toEqual([{ kind: "tooHigh", value: "2", bound: 1 }]);
  expect(faultsOf("Size", "512x512, 500x512, big").map((fault) => fault.kind)).toEqual(["badSize", "badSize"]);
  expect(faultsOf("Prompt S/R", "cat, dog")).toEqual([{ kind: "notInPrompt", value: "cat" }]);
  expect(faultsOf("Prompt S/R", "blur, dog")).toEqual([]);
  expect(faultsOf("Prompt order", "snow, fox")).toEqual([]);
  expect(faultsOf("Sampler", "Euler, LSM", ["Euler", "LMS"])).toEqual([{ kind: "notHere", value: "LSM" }]);
  expect(faultsOf("Sampler", "", ["Euler"])).toEqual([{ kind: "empty" }]);
  expect(faultsOf("Hires steps", "5")).toEqual([{ kind: "needs", needs: "hires" }]);
  expect(faultsOf("Face restore", "x")).toEqual([{ kind: "notOffered" }]);
});

it("no example is wrong, in an order that has everything", () => {
  const full = {
    ...order,
    hires: { ...order.hires, isOn: true },
    init: { ...order.init, isOn: true, image: "input:1" },
    refiner: { ...order.refiner, isOn: true, checkpoint: "c" },
  };
  for (const { label, example } of axisOffers)
    if (example !== undefined)
      expect([label, readAxis({ axis: label, values: example }, full, undefined).faults]).toEqual([label, []]);
});

it("strengths of what the prompt names are words to replace, the present one first", () => {
  const prompt = "fox, <lora:ink:0.8>, snow";
  const [found] = strengthAxes(prompt);
  expect(found).toEqual({
    name: "ink",
    axis: { axis: "Prompt S/R", values: "<lora:ink:0.8>,<lora:ink:0.4>,<lora:ink:0.6>,<lora:ink:1>" },
  });
  expect(readAxis(found!.axis, { ...order, prompt }, undefined).faults).toEqual([]);
});

const request = GenerationRequest.parse({ prompt: "", width: 512, height: 768, grid: gridRequestOf(grid) });

it("every cell has its place, and a checkpoint changes least often", () => {
  const places = paintedPlaces(request.grid!);
  expect(new Set(places.map(({ x, y, z }) => `${x} ${y} ${z}`)).size).toBe(8);
  const dear = { ...request.grid!, y: { axis: "Checkpoint name", values: "a, b, c" } };
  const changes = paintedPlaces(dear).map(({ y }) => y);
  expect(changes).toEqual([...changes].sort());
});

it("knows its size before anything is painted", () => {
  expect(gridSize(request)).toEqual({
    x: 4,
    y: 1,
    z: 2,
    cells: 8,
    pictures: 8,
    width: 2 * (4 * 512 + 3 * 6),
    height: 768,
  });
  const wide = { ...request, grid: { ...request.grid!, x: { axis: "Seed", values: "1-17" } } };
  expect([request, wide].map((each) => isTooLarge(gridSize(each)))).toEqual([false, true]);
});

it("the time of a grid is its cells' at the pace of other jobs", () => {
  const { grid: _, ...single } = request;
  const job = Job.parse({
    id: "1",
    state: "done",
    priority: 0,
    ahead: 0,
    attempts: 1,
    step: 20,
    steps: 20,
    batch: 0,
    pictures: ["a"],
    createdAt: "",
    startedAt: "2026-01-01T00:00:00Z",
    finishedAt: "2026-01-01T00:00:10Z",
    request: single,
  });
  expect(workOf(request)).toBeCloseTo(8 * workOf(single));
  expect(estimate(request, [job])).toBeCloseTo(80);
  const steps = { ...single, grid: { ...request.grid!, x: { axis: "Steps", values: "10, 30" }, z: undefined } };
  expect(estimate(steps, [job])).toBeCloseTo(20);
  expect(estimate(request, [{ ...job, state: "failed" }])).toBeUndefined();
});
