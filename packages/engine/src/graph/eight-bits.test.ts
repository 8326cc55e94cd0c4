import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Dtype, printSafetensors, toFloat32 } from "@danfang/formats";
import { type LdmWidths, ldmTensors, openCheckpoint, type TensorSpec } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { buildTextEncoder } from "./clip.ts";
import { buildUnet } from "./unet.ts";

const widths: LdmWidths = {
  unet: {
    inChannels: 4,
    outChannels: 4,
    modelChannels: 32,
    channelMult: [1],
    numResBlocks: 1,
    attentionResolutions: [1],
    transformerDepth: 1,
    contextDim: 64,
  },
  vae: { ch: 32, chMult: [1], numResBlocks: 1, zChannels: 4, embedDim: 4 },
  text: [
    {
      kind: "clip",
      root: "cond_stage_model.transformer.text_model.",
      width: 64,
      layers: 1,
      positions: 77,
      vocabulary: 101,
    },
  ],
};

/** Bytes of ±1/16 … ±1/4 in either format: no infinities, nothing that would blow up a network. */
const formats = [
  ["F8_E4M3", (i: number) => ((i % 2) << 7) | (3 << 3) | (Math.imul(i, 0x9e3779b1) >>> 28)],
  ["F8_E5M2", (i: number) => ((i % 2) << 7) | (11 << 2) | (Math.imul(i, 0x9e3779b1) >>> 29)],
] as const satisfies readonly (readonly [Dtype, (i: number) => number])[];

const runtime = openOrt({ backend: "cpu", threads: 1 });

async function checkpointOf(name: string, tensors: Parameters<typeof printSafetensors>[0]) {
  const path = join(await temporaryFolder(), `${name}.safetensors`);
  await writeFile(path, printSafetensors(tensors));
  return openCheckpoint(path);
}

async function answersOf({ unet, text }: Awaited<ReturnType<typeof openCheckpoint>>) {
  const ramp = (shape: readonly number[]) =>
    float32(
      shape,
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
    );
  const network = await runtime.open(buildUnet(unet.tensors, unet.layout));
  const { out } = await network.run({ x: ramp([1, 4, 8, 8]), t: ramp([1]), context: ramp([1, 5, 64]) }, ["out"]);
  const encoder = await runtime.open(buildTextEncoder(text[0]!));
  const tokens = { type: "int64", shape: [1, 77], data: new BigInt64Array(77).fill(7n) } as const;
  const placed = float32([1, 77, 1], new Float32Array(77));
  const { skip1 } = await encoder.run({ tokens, vectors: ramp([1, 77, 64]), placed }, ["skip1"]);
  return { out: out!, skip1: skip1! };
}

describe.each(formats)("a checkpoint in %s", (dtype, byteAt) => {
  it("answers what its values answer in float32", async () => {
    const bytesOf = ({ shape }: TensorSpec) =>
      Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => byteAt(i + shape.length));
    const specs = ldmTensors(widths);
    const small = await checkpointOf(
      "small",
      specs.map((spec) => ({ ...spec, dtype, data: bytesOf(spec) })),
    );
    const large = await checkpointOf(
      "large",
      specs.map((spec) => ({ ...spec, dtype: "F32", data: new Uint8Array(toFloat32(dtype, bytesOf(spec)).buffer) })),
    );
    expect(small.identity.precision).toBe("fp8");
    const answers = await answersOf(small);
    expect(answers).toEqual(await answersOf(large));
    expect(answers.out.every(Number.isFinite)).toBe(true);
  });
});
