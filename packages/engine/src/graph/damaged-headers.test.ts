import { DanfangError } from "@danfang/domain";
import type { TensorEntry } from "@danfang/formats";
import { identify, readClipLayout, readUnetLayout, type TensorScope, tensorScope } from "@danfang/weights";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readToyManifest } from "../../goldens/networks/toy-checkpoint.ts";
import { buildClip } from "./clip.ts";
import { buildUnet } from "./unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "./vae.ts";

const manifest = await readToyManifest("two-levels");
const whole = Object.entries(manifest.checkpoint.tensors).map(
  ([name, [dtype, shape]]): TensorEntry => ({ name, dtype, shape, offset: 0, length: 2 * size(shape) }),
);
function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** The graphs of each network of a checkpoint, by the prefix of its tensors. */
const builders: Readonly<Record<string, (w: TensorScope) => unknown>> = {
  "model.diffusion_model.": (w) => buildUnet(w, readUnetLayout(w, { heads: 4 })),
  "cond_stage_model.transformer.text_model.": (w) => buildClip(w, readClipLayout(w, 4)),
  "first_stage_model.": (w) => [buildVaeEncoder(w), buildVaeDecoder(w)],
};

/**
 * The one of our errors that a damaged header gives; undefined where the damage makes another network, as it may.
 * `damaged`: a tensor whose network alone is built.
 */
function failureOf(tensors: readonly TensorEntry[], damaged?: TensorEntry): DanfangError | undefined {
  try {
    identify(new Map(tensors.map((tensor) => [tensor.name, tensor])));
    for (const [prefix, build] of Object.entries(builders))
      if (!damaged || damaged.name.startsWith(prefix)) build(tensorScope("toy.safetensors", tensors, prefix));
    return undefined;
  } catch (error) {
    if (error instanceof DanfangError) return error;
    throw error;
  }
}

const isMatrix = ({ name, shape }: TensorEntry) => name.endsWith("weight") && shape.length > 1;
/** What decides how many inputs there are cannot contradict anything: another width is another network. */
const isEntrance = ({ name }: TensorEntry) =>
  /input_blocks\.0\.0|encoder\.conv_in|post_quant_conv|_embedding\.weight/.test(name);

describe("a whole header", () => {
  it("gives graphs", () => {
    expect(failureOf(whole)).toBeUndefined();
  });
});

describe("a header with one fault is refused by the name of a tensor", () => {
  it("any weight or bias missing", () => {
    for (const missing of whole.filter(({ name }) => /(weight|bias)$/.test(name))) {
      const error = failureOf(
        whole.filter((tensor) => tensor !== missing),
        missing,
      );
      expect(error?.code, missing.name).toBe("weights/missingTensor");
      expect(error?.message).toContain("toy.safetensors");
    }
  });

  it("any weight for more inputs than arrive", () => {
    for (const wide of whole.filter((tensor) => isMatrix(tensor) && !isEntrance(tensor))) {
      const [rows = 0, inputs = 0, ...kernel] = wide.shape;
      const shape = [rows, inputs + 1, ...kernel];
      const error = failureOf(
        whole.map((tensor) => (tensor === wide ? { ...wide, shape } : tensor)),
        wide,
      );
      expect(error?.code, wide.name).toBe("weights/unexpectedShape");
    }
  });

  it("any bias or norm of another length", () => {
    for (const long of whole.filter(({ shape }) => shape.length === 1)) {
      const shape = [long.shape[0]! + 1];
      const error = failureOf(
        whole.map((tensor) => (tensor === long ? { ...long, shape } : tensor)),
        long,
      );
      expect(error?.code, long.name).toMatch(/^weights\/(unexpectedShape|badHeads)$/);
    }
  });

  it("any weight in whole numbers", () => {
    for (const integer of whole.filter(isMatrix)) {
      const error = failureOf(
        whole.map((tensor) => (tensor === integer ? { ...integer, dtype: "I8" } : tensor)),
        integer,
      );
      expect(error?.code, integer.name).toBe("weights/unsupportedPrecision");
      expect(error?.message).toContain(integer.name);
    }
  });
});

it("a header damaged at random gives graphs or one of our errors, never anything else", () => {
  const shape = fc.array(fc.oneof(fc.nat(200), fc.constantFrom(2 ** 31, 2 ** 53 - 1)), { maxLength: 6 });
  const dtype = fc.constantFrom("F32", "F16", "BF16", "F64", "I64", "U8", "F8_E4M3", "BOOL") as fc.Arbitrary<
    TensorEntry["dtype"]
  >;
  const fault = fc.record(
    { at: fc.nat(whole.length - 1), name: fc.constantFrom(...whole.map(({ name }) => name)), shape, dtype },
    { requiredKeys: ["at"] },
  );
  fc.assert(
    fc.property(fc.array(fault, { minLength: 1, maxLength: 4 }), (faults) => {
      const tensors = [...whole];
      for (const { at, ...changed } of faults) {
        if (Object.keys(changed).length === 0) tensors.splice(at % tensors.length, 1);
        else tensors[at % tensors.length] = { ...tensors[at % tensors.length]!, ...changed };
      }
      expect(failureOf(tensors)?.hint).not.toBe("");
    }),
    { numRuns: 100 },
  );
});
