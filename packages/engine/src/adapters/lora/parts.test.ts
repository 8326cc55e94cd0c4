import { join } from "node:path";
import { openFile, readSafetensors, readTensor, type Safetensors, toFloat32, writeSafetensors } from "@danfang/formats";
import { openLora, type TargetModule } from "@danfang/weights";
import { describe, expect, it } from "vitest";
import { loraGoldens } from "../../../goldens/lora/toy-loras.ts";
import { Graph } from "../../graph/graph.ts";
import { openOrt } from "../../runtime/ort.ts";
import { float32 } from "../../runtime/runtime.ts";
import { relativeError } from "../../testing/read-goldens.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { textSites } from "./choose-way.ts";
import { loraHooks } from "./lora-hooks.ts";
import { strengthInputNames } from "./strengths.ts";

/** Of the standard deviation: float32's rounding, in other orders than torch's. */
const tolerance = 1e-5;
/** As in make_parts.py. */
const strength = 0.75;

const file = join(loraGoldens, "..", "parts.safetensors");
const folder = await temporaryFolder();
const runtime = openOrt({ backend: "cpu", threads: 1 });
const source = await openFile(file);
const goldens: Safetensors = await readSafetensors(source);
const cases = [...Map.groupBy(goldens.tensors.values(), ({ name }) => name.split("|")[0]!)];
const valuesOf = async (name: string) => {
  const entry = goldens.tensors.get(name)!;
  return toFloat32(entry.dtype, await readTensor({ source }, entry));
};

const prefixOf = (name: string) => `${name}|lora.`;
const tensorsOf = (name: string) =>
  cases.find(([found]) => found === name)![1].filter((entry) => entry.name.startsWith(prefixOf(name)));

/** The tensors of a case's LoRA; the one at `changed` is half as large again. */
async function writeLora(name: string, changed?: number): Promise<string> {
  const prefix = prefixOf(name);
  const own = tensorsOf(name);
  const tensors = await Promise.all(
    own.map(async ({ name: full, shape }, i) => {
      const values = (await valuesOf(full)).map((value) => (i === changed ? 1.5 * value + 0.1 : value));
      return {
        name: full.slice(prefix.length),
        dtype: "F32" as const,
        shape,
        data: () => new Uint8Array(values.buffer),
      };
    }),
  );
  const told = goldens.metadata[name];
  const path = join(folder, `${name}-${changed ?? "as it is"}.safetensors`);
  await writeSafetensors(path, tensors, told === undefined ? {} : { lora_adapter_metadata: told });
  return path;
}

/** Weight and bias of a case with a LoRA over them. */
async function changedBy(name: string, path: string) {
  const lora = await openLora(path);
  const tensorOf = (end: string) => ({ ...goldens.tensors.get(`${name}|base.${end}`)!, file });
  const target: TargetModule = {
    part: "unet",
    path: "m",
    weight: tensorOf("weight"),
    bias: tensorOf("bias"),
    isTransposed: false,
  };
  const matched = lora.modules.map((module) => ({ module, target }));
  const match = { lora, matched, unmatched: [], wrongShape: [], findings: [], isUsable: true };
  const g = new Graph("module", loraHooks([{ match }], "unet", textSites));
  g.output(g.weight(target.weight), "weight", target.weight.shape);
  g.output(g.weight(target.bias!), "bias", target.bias!.shape);
  const session = await runtime.open(g.finish());
  const [input = ""] = strengthInputNames([{ match }], "unet");
  const out = await session.run({ [input]: float32([1], Float32Array.of(strength)) }, ["weight", "bias"]);
  await session.close();
  return { out, lora };
}

describe.each(cases.map(([name]) => name))("%s", (name) => {
  it("is laid over weight and bias as the reference does, and nothing of it is left", async () => {
    const { out, lora } = await changedBy(name, await writeLora(name));
    expect(lora.unknown).toEqual([]);
    for (const end of ["weight", "bias"])
      expect(relativeError(out[end]!, await valuesOf(`${name}|want.${end}`)), end).toBeLessThan(tolerance);
  });

  it("is another one as soon as any of its tensors is", async () => {
    const { out, lora } = await changedBy(name, await writeLora(name));
    expect(lora.modules).toHaveLength(1);
    for (const [i, tensor] of tensorsOf(name).entries()) {
      if (tensor.name.endsWith("on_input")) continue; // says which of the two it is, and is no number
      const other = (await changedBy(name, await writeLora(name, i))).out;
      const moved = relativeError(other.weight!, out.weight!) + relativeError(other.bias!, out.bias!);
      expect(moved, tensor.name).toBeGreaterThan(tolerance);
    }
  });
});
