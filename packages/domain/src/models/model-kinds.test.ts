import { describe, expect, it } from "vitest";
import {
  allKinds,
  kindFacts,
  kindOfTag,
  listedKinds,
  modelKinds,
  placesToldOf,
  shelfKinds,
  taggedKinds,
  tagOf,
} from "./model-kinds.ts";

describe.each(allKinds)("%s", (kind) => {
  it("goes into a folder of some program, unless it is no model", () => {
    expect(Object.keys(placesToldOf(kind)).length > 0).toBe(kind !== "trainingState");
  });
});

it("Forge has what the WebUI has, wherever it is not told otherwise", () => {
  expect(placesToldOf("lora")).toMatchObject({ webui: "models/Lora", forge: "models/Lora" });
  expect(placesToldOf("upscaler", "SwinIR")).toMatchObject({ webui: "models/SwinIR", forge: "models/SwinIR" });
  expect(placesToldOf("clipVision").forge).toBe("models/ControlNetPreprocessor");
});

it("every kind that is listed has a folder of Danfang's own, laid out as another program's", () => {
  for (const kind of listedKinds) {
    const { webui, comfyui, danfang } = modelKinds[kind].folders;
    expect([...webui, ...comfyui]).toContain(danfang[0]);
  }
});

it("every folder that is told of a kind that is looked for is one that is looked into", () => {
  for (const kind of shelfKinds) {
    const { folders, webuiByArchitecture = {} } = kindFacts(kind);
    for (const folder of Object.values(webuiByArchitecture)) expect(folders.webui).toContain(folder);
  }
});

it("a tag means one kind, and every kind that has tags is found by each", () => {
  for (const kind of taggedKinds) {
    expect(modelKinds[kind].tags.map(kindOfTag)).toEqual(modelKinds[kind].tags.map(() => kind));
    expect(kindOfTag(tagOf(kind))).toBe(kind);
  }
  expect([kindOfTag("Lora"), kindOfTag("constructor")]).toEqual([undefined, undefined]);
});
