import fc from "fast-check";
import { expect, it } from "vitest";
import { parseLoraKey } from "./lora-key.ts";

it.each([
  ["lora_unet_conv_in.lora_up.weight", "lora_unet_conv_in", "up"],
  ["lora_unet_conv_in.lora_down.weight", "lora_unet_conv_in", "down"],
  ["lora_unet_conv_in.lora_mid.weight", "lora_unet_conv_in", "mid"],
  ["lora_unet_conv_in.alpha", "lora_unet_conv_in", "alpha"],
  ["unet.a.attn1.to_q.lora_A.weight", "unet.a.attn1.to_q", "down"],
  ["unet.a.attn1.to_q.lora_B.default.weight", "unet.a.attn1.to_q", "up"],
  ["unet.a.attn1.to_q.lora_B.default_0.weight", "unet.a.attn1.to_q", "up"],
  ["unet.a.attn1.to_q.lora.up.weight", "unet.a.attn1.to_q", "up"],
  ["unet.a.attn1.processor.to_out_lora.down.weight", "unet.a.attn1.processor.to_out", "down"],
  ["text_encoder.b.q_proj.lora_linear_layer.up.weight", "text_encoder.b.q_proj", "up"],
  ["m.dora_scale", "m", "magnitude"],
  ["unet.m.lora_magnitude_vector.default.weight", "unet.m", "output_magnitude"],
  ["unet.m.lora_magnitude_vector", "unet.m", "output_magnitude"],
  ["m.hada_w1_a", "m", "hada_w1_a"],
  ["m.hada_t2", "m", "hada_t2"],
  ["m.lokr_w1", "m", "lokr_w1"],
  ["m.lokr_w2_b", "m", "lokr_w2_b"],
  ["m.lokr_t2", "m", "lokr_t2"],
  ["m.oft_blocks", "m", "oft_blocks"],
  ["m.diff", "m", "diff"],
  ["m.diff_b", "m", "diff_b"],
  ["m.w_norm", "m", "w_norm"],
  ["m.a1.weight", "m", "glora_a1"],
  ["m.on_input", "m", "on_input"],
  ["m.weight", "m", "weight"],
  ["m.set_weight", "m", "set_weight"],
])("%s is of %s: %s", (name, module, part) => {
  expect(parseLoraKey(name)).toEqual({ module, part });
});

it.each(["", "weight", ".weight", ".lora_up.weight", "lora_up", "model.step"])("%j is no part of a module", (name) => {
  expect(parseLoraKey(name)).toBeUndefined();
});

it("any name at all is split or not, and the module is where the name begins", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const key = parseLoraKey(name);
      if (key) expect(name.startsWith(key.module)).toBe(true);
    }),
  );
});
