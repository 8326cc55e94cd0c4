import { readImageText } from "@danfang/formats";
import { parseInfotext } from "@danfang/recipes";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../../testing/fake-app.ts";
import { unpaintable } from "../../testing/fake-studio.ts";
import { greyPng } from "../../testing/grey-png.ts";
import { axesOf } from "./xyz-plot.ts";

let app: FakeApp | undefined;
afterEach(() => app?.close());

const [nothing, steps, cfg, prompt, sampler, checkpoint] = [
  "Nothing",
  "Steps",
  "CFG Scale",
  "Prompt S/R",
  "Sampler",
  "Checkpoint name",
].map((name) => axesOf("txt2img").findIndex(({ label }) => label === name)) as [
  ...[number, number, number, number, number, number],
];
const none = [nothing, "", []];

async function plot(args: readonly unknown[], body: object = {}, path = "txt2img") {
  app = fakeApp();
  const { send, studio } = app;
  const script = { script_name: "X/Y/Z plot", script_args: args };
  const response = await send(`/sdapi/v1/${path}`, {
    prompt: "red fox",
    seed: 7,
    width: 16,
    height: 8,
    ...script,
    ...body,
  });
  const answer = await response.json();
  return { status: response.status, answer, order: studio.submitted[0]?.request };
}
/** What the infotext inside each of the pictures says. */
const recipesOf = (images: readonly string[]) =>
  images.map((image) => {
    const infotext = readImageText(new Uint8Array(Buffer.from(image, "base64")));
    return infotext === undefined ? undefined : parseInfotext(infotext).value;
  });

describe("the script x/y/z plot", () => {
  it("orders a grid of the axes that its arguments name by their place in the list", async () => {
    const args = [steps, "10-20 (+5)", [], sampler, "", ["Euler a", "Heun"], ...none];
    const { order } = await plot([...args, false, false, false, false, true, false, true, 24, false]);
    expect(order?.grid).toEqual({
      x: { axis: "Steps", values: "10-20 (+5)" },
      y: { axis: "Sampler", values: ["Euler a", "Heun"] },
      drawLegend: false,
      margin: 24,
      keepRandomSeeds: false,
      varySeeds: ["x", "z"],
    });
  });

  it("takes texts where lists are not wanted or empty, and img2img's own numbers", async () => {
    const values = [sampler, "Euler a, Heun", ["LMS"], ...none, ...none];
    const end = [true, false, false, false, false, false, false, 0];
    expect((await plot([...values, ...end, true])).order?.grid?.x?.values).toBe("Euler a, Heun");
    expect((await plot([sampler, "Euler, Heun", "", ...none, ...none])).order?.grid?.x?.values).toBe("Euler, Heun");
    const init_images = [Buffer.from(greyPng).toString("base64")];
    const place = axesOf("img2img").findIndex(({ label }) => label === "Image CFG Scale");
    const { order } = await plot([place, "1, 2", [], ...none, ...none], { init_images }, "img2img");
    expect(order?.grid?.x?.axis).toBe("Image CFG Scale");
  });

  it("understands arguments from before seeds could be varied, booleans as texts too", async () => {
    const args = [steps, "20,30", "", ...none, ...none, "True", "False", "False", "False", 12];
    expect((await plot(args)).order?.grid).toMatchObject({ x: { axis: "Steps" }, margin: 12, varySeeds: [] });
  });

  it("answers with the sheet alone, or with the cells behind it, row by row", async () => {
    const axes = [cfg, "3, 5", [], checkpoint, "", ["starter.safetensors", "photo/sd15.safetensors"], ...none];
    const alone = await plot([...axes, true]);
    expect(recipesOf(alone.answer.images).map((recipe) => recipe?.prompt)).toEqual(["sheet"]);
    const { answer } = await plot([...axes, true, true, true]);
    const told = recipesOf(answer.images);
    expect(told.map((recipe) => recipe?.prompt)).toEqual([
      "sheet",
      "sheet",
      "red fox",
      "red fox",
      "red fox",
      "red fox",
    ]);
    expect(told.slice(2).map((recipe) => recipe?.cfgScale)).toEqual([3, 5, 3, 5]);
    const info = JSON.parse(answer.info);
    expect(info).toMatchObject({ index_of_first_image: 1, all_seeds: [7, 7, 7, 7, 7, 7] });
    expect([info.infotexts.length, info.all_prompts.length]).toEqual([6, 6]);
  });

  it("sends the sheet of each z behind the whole one, which say what changes on them", async () => {
    const { answer } = await plot([steps, "1, 2", [], ...none, cfg, "3, 5", [], true, false, true]);
    const [whole, ...each] = recipesOf(answer.images);
    expect(whole?.prompt).toBe("sheet");
    expect(each.map((recipe) => recipe?.cfgScale)).toEqual([3, 5]);
    expect(each[0]?.extra).toMatchObject({ Script: "X/Y/Z plot", "X Type": "Steps", "X Values": "1, 2" });
    expect(each[0]?.extra).not.toHaveProperty("Z Type");
    expect(JSON.parse(answer.info).infotexts).toHaveLength(3);
  });

  it("shows one picture of each cell, unless grids of batches are wanted", async () => {
    const axes = [cfg, "3, 5", [], ...none, ...none, true, true];
    expect((await plot(axes, { batch_size: 3 })).order?.batchSize).toBe(1);
    const { answer } = await plot(axes, { batch_size: 3, override_settings: { return_grid: true } });
    expect(JSON.parse(answer.info).all_seeds).toEqual([7, 7, 7]);
  });

  it("sends a black picture for a cell that was not painted", async () => {
    const { answer } = await plot([prompt, `red fox, ${unpaintable}`, [], ...none, ...none, true, true]);
    expect(recipesOf(answer.images).map((recipe) => recipe?.prompt)).toEqual(["sheet", "red fox", undefined]);
    expect(JSON.parse(answer.info).all_seeds).toEqual([7, 7, null]);
  });

  it.each([
    [[99, "", [], ...none, ...none], 500, { error: "IndexError" }],
    [[steps, "ten", [], ...none, ...none], 500, { error: "RuntimeError", errors: expect.stringContaining("ten") }],
    [[steps, "1, 2", [], ...none, ...none, "maybe"], 422, { detail: [{ loc: ["body", "script_args", 9] }] }],
    [[steps, {}, [], ...none, ...none], 422, { detail: [{ loc: ["body", "script_args", 1] }] }],
    [[checkpoint, "/etc/passwd", [], ...none, ...none], 500, { errors: expect.stringContaining("checkpoint") }],
  ])("refuses %j and paints nothing", async (args, status, words) => {
    const answer = await plot(args);
    expect(answer).toMatchObject({ status, answer: words });
    expect(answer.order).toBeUndefined();
  });
});
