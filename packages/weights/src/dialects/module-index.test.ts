import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ldmTensors, sd2Widths, sd15Widths, sdxlRefinerWidths, sdxlWidths } from "../ldm-tensors.ts";
import { readCheckpoint } from "../open-checkpoint.ts";
import { indexModules } from "./module-index.ts";

type Pairs = readonly (readonly [diffusers: string, ldm: string])[];
/** By diffusers' own converter: ../../goldens/diffusers. */
const goldens = JSON.parse(
  gunzipSync(readFileSync(new URL("../../goldens/diffusers/names.json.gz", import.meta.url))).toString(),
) as Readonly<Record<string, { readonly unet: Pairs }>>;
const widths = { sd1: sd15Widths, sd2: sd2Widths, sdxl: sdxlWidths, "sdxl-refiner": sdxlRefinerWidths };
type FamilyName = keyof typeof widths;

function checkpointOf(family: FamilyName) {
  let offset = 0;
  const tensors = ldmTensors(widths[family]).map(({ name, shape }) => {
    const length = 2 * shape.reduce((a, b) => a * b, 1);
    offset += length;
    return [name, { name, shape, dtype: "F16" as const, offset: offset - length, length }] as const;
  });
  return readCheckpoint(family, { metadata: {}, tensors: new Map(tensors) });
}

const underscored = (name: string) => name.replaceAll(".", "_");
const root = "model.diffusion_model.";

describe.each(Object.keys(widths) as FamilyName[])("modules of %s", (family) => {
  const find = indexModules(checkpointOf(family));
  const modules = goldens[family]!.unet.flatMap(([diffusers, ldm]) =>
    ldm.endsWith(".weight") ? [[diffusers.slice(0, -7), ldm] as const] : [],
  );

  it.each([
    ["kohya", (name: string) => `lora_unet_${underscored(name)}`],
    ["SimpleTuner", (name: string) => `lycoris_${underscored(name)}`],
    ["kohya's OFT", (name: string) => `oft_unet_${underscored(name)}`],
    ["diffusers", (name: string) => `unet.${name}`],
    ["diffusers without a prefix", (name: string) => name],
    ["PEFT", (name: string) => `base_model.model.unet.${name}`],
    [
      "diffusers' processors",
      (name: string) => `unet.${name.replace(".to_", ".processor.to_").replace("to_out.0", "to_out")}`,
    ],
  ])("are found as %s names them", (_, dialect) => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.map(([name]) => find(dialect(name))?.weight.name)).toEqual(modules.map(([, ldm]) => ldm));
  });

  it("are found under their LDM names, dotted and joined", () => {
    for (const [, ldm] of modules) {
      const path = ldm.slice(root.length, -7);
      expect(find(`lora_unet_${underscored(path)}`)?.weight.name).toBe(ldm);
      expect(find(`diffusion_model.${path}`)?.weight.name).toBe(ldm);
    }
  });

  it("are not found under names of nothing", () => {
    for (const name of [
      "",
      "lora_unet_",
      "unet.",
      "lora_te3_text_model_encoder_layers_0_mlp_fc1",
      "lora_unet_up_blocks_9",
    ])
      expect(find(name)).toBeUndefined();
  });
});

describe("modules of text encoders", () => {
  const weightOf = (family: FamilyName, name: string) => {
    const module = indexModules(checkpointOf(family))(name);
    return module && `${module.part} ${module.weight.name.replace(/^.*?(?=encoder\.layers|text_projection)/, "")}`;
  };

  it.each([
    ["sd1", "lora_te_text_model_encoder_layers_3_self_attn_q_proj", "clip-l encoder.layers.3.self_attn.q_proj.weight"],
    ["sd1", "text_encoder.text_model.encoder.layers.11.mlp.fc2", "clip-l encoder.layers.11.mlp.fc2.weight"],
    ["sd1", "lora_te1_text_model_encoder_layers_0_mlp_fc1", "clip-l encoder.layers.0.mlp.fc1.weight"],
    ["sd1", "transformer_text_model_encoder_layers_0_mlp_fc1", "clip-l encoder.layers.0.mlp.fc1.weight"],
    [
      "sd2",
      "lora_te_text_model_encoder_layers_22_self_attn_v_proj",
      "clip-h encoder.layers.22.self_attn.v_proj.weight",
    ],
    ["sd2", "model_transformer_resblocks_5_mlp_c_fc", "clip-h encoder.layers.5.mlp.fc1.weight"],
    [
      "sdxl",
      "lora_te1_text_model_encoder_layers_5_self_attn_k_proj",
      "clip-l encoder.layers.5.self_attn.k_proj.weight",
    ],
    [
      "sdxl",
      "lora_te2_text_model_encoder_layers_31_self_attn_k_proj",
      "clip-g encoder.layers.31.self_attn.k_proj.weight",
    ],
    ["sdxl", "text_encoder.text_model.encoder.layers.1.mlp.fc1", "clip-l encoder.layers.1.mlp.fc1.weight"],
    ["sdxl", "text_encoder_2.text_model.encoder.layers.1.mlp.fc1", "clip-g encoder.layers.1.mlp.fc1.weight"],
    ["sdxl", "1_model_transformer_resblocks_2_mlp_c_proj", "clip-g encoder.layers.2.mlp.fc2.weight"],
    ["sdxl", "lora_te2_text_projection", "clip-g text_projection"],
    ["sdxl-refiner", "lora_te2_text_model_encoder_layers_0_mlp_fc1", "clip-g encoder.layers.0.mlp.fc1.weight"],
    ["sdxl-refiner", "lora_te_text_model_encoder_layers_0_mlp_fc1", "clip-g encoder.layers.0.mlp.fc1.weight"],
  ] as const)("%s: %s", (family, name, expected) => {
    expect(weightOf(family, name)).toBe(expected);
  });

  it.each([
    ["sd1", "lora_te2_text_model_encoder_layers_0_mlp_fc1"],
    ["sdxl-refiner", "lora_te1_text_model_encoder_layers_0_mlp_fc1"],
    ["sdxl", "lora_te1_text_projection"],
  ] as const)("%s has no %s", (family, name) => {
    expect(weightOf(family, name)).toBeUndefined();
  });

  it("a projection that OpenCLIP stores is the transpose of what LoRAs change", () => {
    const find = indexModules(checkpointOf("sdxl"));
    expect(find("lora_te2_text_projection")?.isTransposed).toBe(true);
    expect(find("lora_te2_text_model_encoder_layers_0_mlp_fc1")?.isTransposed).toBe(false);
  });
});
