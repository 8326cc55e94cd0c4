import { expect, it } from "vitest";
import { headerOf } from "./lora/testing/invented-loras.ts";
import { readCheckpoint, readVae } from "./open-checkpoint.ts";
import { packedError } from "./packing.ts";

/** One tensor that stands beside each kind of packed numbers. */
const beside = [
  ["nf4", "model.diffusion_model.out.2.weight.quant_state.bitsandbytes__nf4"],
  ["fp4", "model.diffusion_model.out.2.weight.quant_state.bitsandbytes__fp4"],
  ["int8", "model.diffusion_model.out.2.SCB"],
  ["svdq int4", "transformer_blocks.0.attn.to_q.wscales"],
  ["int4", "model.layers.0.self_attn.q_proj.qweight"],
  ["fp8 scaled", "scaled_fp8"],
  ["fp8 scaled", "model.diffusion_model.out.2.scale_weight"],
  ["few bits", "decoder.conv_in.weight.absmax"],
] as const;

it.each(beside)("%s numbers are named as what they are, in a checkpoint as in a VAE", (packing, name) => {
  const header = headerOf({ "decoder.conv_in.weight": [8, 4, 3, 3], [name]: [1] });
  const error = { code: "weights/packedNumbers", facts: { file: "a.safetensors", packing, tensor: name } };
  for (const read of [readCheckpoint, readVae])
    expect(() => read("a.safetensors", header)).toThrow(expect.objectContaining({ code: error.code }));
});

it("numbers that stand for themselves are not packed", () => {
  expect(packedError("a", ["model.diffusion_model.out.2.weight", "m.alpha", "m.dora_scale", "v_pred"])).toBeUndefined();
});
