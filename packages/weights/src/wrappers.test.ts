import { describe, expect, it } from "vitest";
import { ldmTensors, sdxlWidths } from "./ldm-tensors.ts";
import { readLora } from "./lora/read-lora.ts";
import { checkpointOf, headerOf, smallWidths } from "./lora/testing/invented-loras.ts";
import { readCheckpoint, readVae } from "./open-checkpoint.ts";
import { unwrapNames, wrappers } from "./wrappers.ts";

const heads = { unetHeads: 8, textHeads: 4 };
type Shapes = Readonly<Record<string, readonly number[]>>;
const shapesOf = (widths: Parameters<typeof ldmTensors>[0]): Shapes =>
  Object.fromEntries(ldmTensors(widths).map(({ name, shape }) => [name, shape]));
const renamed = (shapes: Shapes, rename: (name: string) => string): Shapes =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [rename(name), shape]));
const small = shapesOf(smallWidths);
const below = (root: string) => (name: string) => name.startsWith(root);
const told = ({ identity, unet, text, vae }: ReturnType<typeof readCheckpoint>) => [
  identity.family,
  unet.layout,
  text.map(({ name, layout, depth }) => [name, layout, depth]),
  vae?.names().sort(),
];
const vaeOnly: Shapes = Object.fromEntries(
  Object.entries(small).flatMap(([name, shape]) =>
    below("first_stage_model.")(name) ? [[name.slice("first_stage_model.".length), shape]] : [],
  ),
);

describe.each([...wrappers, "module.state_dict."])("what %s is put around is read as without it:", (wrapper) => {
  const wrapped = (shapes: Shapes) => headerOf(renamed(shapes, (name) => wrapper + name));

  it("a checkpoint", () => {
    expect(told(readCheckpoint("a", wrapped(small), heads))).toEqual(told(checkpointOf(smallWidths)));
  });

  it("a VAE", () => {
    expect(readVae("a", wrapped(vaeOnly)).names().sort()).toEqual(Object.keys(vaeOnly).sort());
  });

  it("a LoRA", async () => {
    const lora = { "lora_unet_a.lora_up.weight": [8, 4], "lora_unet_a.lora_down.weight": [4, 6] };
    const { modules, unknown } = await readLora("a", wrapped(lora), async () => 1);
    expect([modules.map(({ name }) => name), unknown]).toEqual([["lora_unet_a"], []]);
  });
});

describe("the parts of a checkpoint are found where programs put them:", () => {
  it.each([
    ["Forge", "cond_stage_model.transformer.", "text_encoders.clip_l.transformer."],
    ["Forge's VAE", "first_stage_model.", "vae."],
    ["ComfyUI's UNet", "model.diffusion_model.", "diffusion_model."],
    ["a VAE below the model", "first_stage_model.", "model.first_stage_model."],
  ])("%s", (_, usual, other) => {
    const moved = renamed(small, (name) => (below(usual)(name) ? other + name.slice(usual.length) : name));
    expect(told(readCheckpoint("a", headerOf(moved), heads))).toEqual(told(checkpointOf(smallWidths)));
  });

  it("both text encoders of SD XL as Forge saves them", () => {
    const roots = [
      ["conditioner.embedders.0.transformer.", "text_encoders.clip_l.transformer."],
      ["conditioner.embedders.1.model.", "text_encoders.clip_g.transformer."],
    ] as const;
    const moved = renamed(shapesOf(sdxlWidths), (name) => {
      const [usual = "", other = ""] = roots.find(([root]) => name.startsWith(root)) ?? [];
      return other + name.slice(usual.length);
    });
    expect(told(readCheckpoint("a", headerOf(moved), heads))).toEqual(told(checkpointOf(sdxlWidths)));
  });
});

it("marks beside what is wrapped stay, and a word that is not around all names is none", () => {
  const names = (shapes: Shapes) => [...unwrapNames(headerOf(shapes).tensors).keys()];
  expect(names({ "module.a.b": [1], v_pred: [1] })).toEqual(["a.b", "v_pred"]);
  expect(names({ "module.a": [1], "other.b": [1] })).toEqual(["module.a", "other.b"]);
});
