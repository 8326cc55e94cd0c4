import { fileURLToPath } from "node:url";
import { readClipLayout, readModelHeader, tensorScope } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { toyFile } from "../../goldens/networks/toy-checkpoint.ts";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { readGoldens, relativeError } from "../testing/read-goldens.ts";
import { buildClip } from "./clip.ts";

/** Of a golden's standard deviation, as for the same network from a .safetensors file. */
const tolerance = 1e-4;

const folder = fileURLToPath(new URL("../../goldens/torch-files/", import.meta.url));
const runtime = openOrt({ backend: "cpu", threads: 1 });

describe("weights in a file that PyTorch wrote", () => {
  it.each(["zip.ckpt", "transposed.ckpt", "odd.legacy.ckpt"])("are run where they lie: %s", async (name) => {
    const { tensors } = await readModelHeader(folder + name);
    const scope = tensorScope(folder + name, tensors.values(), "cond_stage_model.transformer.");
    const layout = readClipLayout(scope, 1);
    const golden = await readGoldens(toyFile("middle-attention", "safetensors"));
    const { shape, data } = golden("text.ids");
    const [n = 0, length = 0] = shape;
    const session = await runtime.open(buildClip(scope, layout));
    const feeds = {
      tokens: { type: "int64", shape, data: BigInt64Array.from(data, BigInt) },
      vectors: float32([n, length, layout.width], new Float32Array(n * length * layout.width)),
      placed: float32([n, length, 1], new Float32Array(n * length)),
    } as const;
    const { skip1 } = await session.run(feeds, ["skip1"]).finally(() => session.close());
    expect(relativeError(skip1!, golden("text.skip1").data)).toBeLessThan(tolerance);
  });

  it("that begin at an odd place are among them", async () => {
    const { tensors } = await readModelHeader(`${folder}odd.legacy.ckpt`);
    expect([...tensors.values()].some(({ dtype, offset }) => dtype === "F32" && offset % 2 === 1)).toBe(true);
  });
});
