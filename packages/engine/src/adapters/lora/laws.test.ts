import { join } from "node:path";
import { writeSafetensors } from "@danfang/formats";
import { matchLora, openCheckpoint, openLora } from "@danfang/weights";
import { beforeAll, describe, expect, it } from "vitest";
import { readFamilyToy, writeFamilyToy } from "../../../goldens/families/family-toys.ts";
import { loraGoldens } from "../../../goldens/lora/toy-loras.ts";
import { buildTextEncoder } from "../../graph/clip.ts";
import { Graph, type GraphModel } from "../../graph/graph.ts";
import { buildUnet } from "../../graph/unet.ts";
import { openOrt } from "../../runtime/ort.ts";
import { type Feed, float32, type Session } from "../../runtime/runtime.ts";
import { readGoldens, relativeError } from "../../testing/read-goldens.ts";
import { starterFile, starterLora } from "../../testing/starter.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { textSites, unetSites } from "./choose-way.ts";
import { loraHooks } from "./lora-hooks.ts";
import { type LaidLora, strengthInputs } from "./strengths.ts";

/** Of the standard deviation. */
const tolerance = 1e-5;
/** The same against the reference, whose rounding differs in every layer. */
const goldenTolerance = 1e-4;
const runtime = openOrt({ backend: "cpu", threads: 1 });
const values = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + seed) / 4);

/** up·down in JavaScript, row-major [rows, columns]. */
function product(up: Float32Array, down: Float32Array, rank: number): Float32Array {
  const [rows, columns] = [up.length / rank, down.length / rank];
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += up[Math.floor(i / columns) * rank + r]! * down[r * columns + (i % columns)]!;
    return sum;
  });
}

describe("SD XL's text encoders", () => {
  it("take changes to thirds of a fused matrix, and to a projection that is stored transposed", async () => {
    const folder = await temporaryFolder();
    const { epsilon } = await writeFamilyToy(await readFamilyToy("sdxl"), folder);
    const checkpoint = await openCheckpoint(epsilon);
    const encoder = checkpoint.text.find(({ name }) => name === "clip-g")!;
    const modules = {
      lora_te2_text_model_encoder_layers_1_self_attn_k_proj: "encoder.layers.1.self_attn.k_proj.weight",
      lora_te2_text_projection: "text_projection",
    };
    const rank = 2;
    const sizeOf = (tensor: string) => {
      const [a = 0, b = 0] = encoder.tensors.tensor(tensor).shape;
      return tensor === "text_projection" ? { rows: b, columns: a } : { rows: a, columns: b };
    };
    const tensors = Object.entries(modules).flatMap(([module, tensor], i) => {
      const { rows, columns } = sizeOf(tensor);
      const part = (name: string, shape: number[], seed: number) => ({
        name: `${module}.${name}.weight`,
        dtype: "F32" as const,
        shape,
        data: () => new Uint8Array(values(shape[0]! * shape[1]!, seed).buffer),
      });
      return [part("lora_up", [rows, rank], i), part("lora_down", [rank, columns], i + 10)];
    });
    const file = join(folder, "te2.safetensors");
    await writeSafetensors(file, tensors, {});
    const match = matchLora(await openLora(file), checkpoint);
    expect(match.matched).toHaveLength(2);

    const strength = 0.5;
    const g = new Graph("weights", loraHooks([{ match }], "clip-g", textSites));
    for (const [i, tensor] of Object.values(modules).entries()) {
      g.output(g.weight(encoder.tensors.tensor(tensor)), `changed${i}`, ["a", "b"]);
      g.output(g.originalWeight(encoder.tensors.tensor(tensor)), `original${i}`, ["a", "b"]);
    }
    const session = await runtime.open(g.finish());
    const feeds = strengthInputs([{ match, unetWeight: 9, textWeight: strength }], "clip-g");
    const out = await session.run(feeds, ["changed0", "changed1", "original0", "original1"]);
    await session.close();
    for (const [i, tensor] of Object.values(modules).entries()) {
      const { rows, columns } = sizeOf(tensor);
      const delta = product(values(rows * rank, i), values(rank * columns, i + 10), rank);
      const isTransposed = tensor === "text_projection";
      const expected = out[`original${i}`]!.map((w, at) => {
        const from = isTransposed ? (at % rows) * columns + Math.floor(at / rows) : at;
        return w + strength * delta[from]!;
      });
      expect(relativeError(out[`changed${i}`]!, expected)).toBeLessThan(tolerance);
    }
    expect(() => buildTextEncoder(encoder, loraHooks([{ match }], "clip-g", textSites))).not.toThrow();
  });
});

describe("the starter's LoRA", () => {
  it("encodes and denoises as with its weights merged by AUTOMATIC1111's modules", async () => {
    const golden = await readGoldens(loraGoldens);
    const checkpoint = await openCheckpoint(starterFile);
    const match = matchLora(await openLora(starterLora), checkpoint);
    expect(match.matched).toHaveLength(102);
    const strength = [{ match, unetWeight: 0.8, textWeight: 0.6 }];
    const ask = async (model: GraphModel, feeds: Record<string, Feed>, output: string) => {
      const opened = await runtime.open(model);
      const answer = await opened.run(feeds, [output]);
      await opened.close();
      return answer[output]!;
    };
    const encoder = checkpoint.text[0]!;
    const { width } = encoder.layout;
    const data = BigInt64Array.from(golden("starter.ids").data, BigInt);
    const text = await ask(
      buildTextEncoder(encoder, loraHooks([{ match }], encoder.name, textSites)),
      {
        tokens: { type: "int64", shape: [1, 77], data },
        vectors: float32([1, 77, width], new Float32Array(77 * width)),
        placed: float32([1, 77, 1], new Float32Array(77)),
        ...strengthInputs(strength, encoder.name),
      },
      "skip1",
    );
    const goldenText = golden("starter.text").data;
    expect(relativeError(text.subarray(0, goldenText.length), goldenText)).toBeLessThan(goldenTolerance);

    const { tensors, layout } = checkpoint.unet;
    const epsilon = await ask(
      buildUnet(tensors, layout, { hooks: loraHooks([{ match }], "unet", unetSites(layout, 16)) }),
      {
        x: float32([1, 4, 8, 8], golden("starter.x").data),
        t: float32([1], Float32Array.of(600)),
        context: float32([1, 77, width], text),
        ...strengthInputs(strength, "unet"),
      },
      "out",
    );
    expect(relativeError(epsilon, golden("starter.unet").data)).toBeLessThan(goldenTolerance);
  });

  let loras: readonly LaidLora[];
  let session: Session;
  let feeds: Record<string, ReturnType<typeof float32>>;
  let plain: Float32Array;
  const strengths = (weight: number) =>
    strengthInputs(
      loras.map(({ match }) => ({ match, unetWeight: weight, textWeight: 0 })),
      "unet",
    );
  const denoise = async (weight: number) => (await session.run({ ...feeds, ...strengths(weight) }, ["out"])).out!;

  beforeAll(async () => {
    const checkpoint = await openCheckpoint(starterFile);
    const { tensors, layout } = checkpoint.unet;
    loras = [{ match: matchLora(await openLora(starterLora), checkpoint) }];
    feeds = {
      x: float32([1, 4, 16, 16], values(1024, 1)),
      t: float32([1], Float32Array.of(500)),
      context: float32([1, 77, layout.contextWidth!], values(77 * layout.contextWidth!, 2)),
    };
    const without = await runtime.open(buildUnet(tensors, layout));
    plain = (await without.run(feeds, ["out"])).out!;
    await without.close();
    session = await runtime.open(
      buildUnet(tensors, layout, { hooks: loraHooks(loras, "unet", unetSites(layout, 16)) }),
    );
    return () => session.close();
  });

  it("at strength 0 leaves what there was, at 1 does not", async () => {
    expect(relativeError(await denoise(0), plain)).toBeLessThan(tolerance);
    expect(relativeError(await denoise(1), plain)).toBeGreaterThan(0.05);
  });

  it("does the same at a strength whatever strengths it had before, in the same session", async () => {
    const first = await denoise(0.7);
    await denoise(-3);
    expect(await denoise(0.7)).toEqual(first);
  });
});

it("a LoRA that does not change a part leaves the part's graph as it is, wherever it stands", async () => {
  const checkpoint = await openCheckpoint(starterFile);
  const match = matchLora(await openLora(starterLora), checkpoint);
  const textOnly = { ...match, matched: match.matched.filter(({ target }) => target.part !== "unet") };
  const build = (...loras: readonly LaidLora[]) =>
    buildUnet(checkpoint.unet.tensors, checkpoint.unet.layout, { hooks: loraHooks(loras, "unet", textSites) });
  expect(build({ match: textOnly }, { match })).toEqual(build({ match }));
  const weights = { unetWeight: 0.5, textWeight: 0 };
  expect(
    strengthInputs(
      [
        { match: textOnly, ...weights },
        { match, ...weights },
      ],
      "unet",
    ),
  ).toEqual(strengthInputs([{ match, ...weights }], "unet"));
});

it("without LoRAs a graph is the checkpoint's own", async () => {
  const { unet } = await openCheckpoint(starterFile);
  const own = buildUnet(unet.tensors, unet.layout);
  expect(buildUnet(unet.tensors, unet.layout, { hooks: {} })).toEqual(own);
  expect(buildUnet(unet.tensors, unet.layout, { hooks: loraHooks([], "unet", textSites) })).toEqual(own);
});
