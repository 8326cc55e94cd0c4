import { describe, expect, it } from "vitest";
import type { ModelFile } from "./find-models.ts";
import { findUpscalerNamed, nameLoras, namesByStem, upscalerName } from "./network-names.ts";

const file = (name: string): ModelFile => ({
  path: `/m/${name}`,
  name,
  stem: name.replace(/^.*\//, "").split(".")[0]!,
});

/** Names of LoRAs whose headers tell these aliases. */
const loras = (aliases: Readonly<Record<string, string | undefined>>) => {
  const files = Object.keys(aliases).map(file);
  return nameLoras(files, async (path) => aliases[path.slice("/m/".length)]).then((names) => ({
    mean: (name: string) => names.find(name)?.name,
    cards: files.map((one) => names.preferredName(one)),
  }));
};

describe("a LoRA is called", () => {
  it("by its file's name or the one its trainer gave it", async () => {
    const { mean, cards } = await loras({ "a/ink_v2.safetensors": "ink", "b.safetensors": undefined });
    expect([mean("ink"), mean("ink_v2"), mean("b"), mean("Ink")]).toEqual([
      "a/ink_v2.safetensors",
      "a/ink_v2.safetensors",
      "b.safetensors",
      undefined,
    ]);
    expect(cards).toEqual(["ink", "b"]);
  });

  it("only by its file's name where two have the same alias, or it is none", async () => {
    const { mean, cards } = await loras({ "x.safetensors": "last", "y.safetensors": "last", "z.safetensors": "None" });
    expect([mean("last"), mean("x"), mean("y"), mean("none")]).toEqual([
      undefined,
      "x.safetensors",
      "y.safetensors",
      undefined,
    ]);
    expect(cards).toEqual(["x", "y", "z"]);
  });

  it("by a stem that two files have, the later one", async () => {
    const { mean } = await loras({ "a/x.safetensors": undefined, "b/x.safetensors": undefined });
    expect(mean("x")).toBe("b/x.safetensors");
  });
});

it("hypernetworks and embeddings are called by their stems alone", () => {
  const names = namesByStem([file("a/x.pt"), file("b/x.pt"), file("y.pt")]);
  expect([names.find("x")?.name, names.find("y.pt"), names.find("y")?.name]).toEqual(["b/x.pt", undefined, "y.pt"]);
});

it("upscalers are called as the WebUI calls them, or by their stems", () => {
  const files = [file("RealESRGAN_x4plus.pth"), file("4x-UltraSharp.pth")];
  expect(files.map(upscalerName)).toEqual(["R-ESRGAN 4x+", "4x-UltraSharp"]);
  for (const name of ["r-esrgan 4x+", "RealESRGAN_x4plus"]) expect(findUpscalerNamed(files, name)).toBe(files[0]);
  expect(findUpscalerNamed(files, "4x")).toBeUndefined();
});

it("an upscaler's file may be called like what every object has", () => {
  for (const stem of ["constructor", "__proto__", "toString"]) expect(upscalerName(file(`${stem}.pth`))).toBe(stem);
});
