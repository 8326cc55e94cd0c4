import { bytesSource, type PickleValue, type TensorEntry, type TorchFile } from "@danfang/formats";
import { describe, expect, it } from "vitest";
import type { UnetLayout } from "../unet-layout.ts";
import { hypernetworkNote } from "./hypernetwork.ts";
import { readHypernetwork } from "./open-hypernetwork.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A file of pairs of equal halves for each width, and what it says beside them. */
function fileOf(
  halves: Readonly<Record<number, Shapes>>,
  fields: Readonly<Record<string, PickleValue>> = {},
): TorchFile {
  const tree = new Map<PickleValue, PickleValue>(Object.entries(fields));
  const tensors = new Map<string, TensorEntry>();
  for (const [width, shapes] of Object.entries(halves)) {
    tree.set(Number(width), [new Map(), new Map()]);
    for (const half of [0, 1])
      for (const [name, shape] of Object.entries(shapes)) {
        const full = `${width}.${half}.${name}`;
        tensors.set(full, { name: full, dtype: "F32", shape, offset: 64 * tensors.size, length: 4 });
      }
  }
  return { tree, tensors, metadata: {}, globals: [], unread: [], source: bytesSource(new Uint8Array()) };
}
const read = (halves: Readonly<Record<number, Shapes>>, fields?: Readonly<Record<string, PickleValue>>) =>
  readHypernetwork("folder/grey.pt", fileOf(halves, fields));

const plain = { "linear.0.weight": [8, 4], "linear.0.bias": [8], "linear.1.weight": [4, 8], "linear.1.bias": [4] };
const relu = { "linear.0.weight": [8, 4], "linear.0.bias": [8], "linear.2.weight": [4, 8], "linear.2.bias": [4] };
const kinds = (file: ReturnType<typeof read>, width = 4) =>
  file.modules
    .get(width)
    ?.k.map(({ kind }) => kind)
    .join(" ");

describe("a hypernetwork", () => {
  it("that says nothing has two layers, doubled between, and no activation", () => {
    const found = read({ 4: plain });
    expect(kinds(found)).toBe("linear linear");
    expect(found.name).toBe("grey");
  });

  it("activates its output too unless it says otherwise", () => {
    expect(kinds(read({ 4: relu }, { activation_func: "relu" }))).toBe("linear activation linear activation");
    expect(kinds(read({ 4: relu }, { activation_func: "relu", activate_output: false }))).toBe(
      "linear activation linear",
    );
  });

  it("leaves the numbers free that dropouts had in training", () => {
    const shapes = {
      "linear.0.weight": [8, 4],
      "linear.0.bias": [8],
      "linear.1.weight": [8],
      "linear.1.bias": [8],
      "linear.3.weight": [4, 8],
      "linear.3.bias": [4],
      "linear.4.weight": [4],
      "linear.4.bias": [4],
    };
    const fields = { is_layer_norm: true, use_dropout: true, last_layer_dropout: true };
    expect(kinds(read({ 4: shapes }, fields))).toBe("linear layerNorm linear layerNorm");
  });

  it("keeps keys and values apart", () => {
    const pair = read({ 4: plain }).modules.get(4);
    expect(pair?.k[0]).toMatchObject({ weight: { name: "4.0.linear.0.weight", file: "folder/grey.pt" } });
    expect(pair?.v[0]).toMatchObject({ weight: { name: "4.1.linear.0.weight" } });
  });

  it.each<[string, string, () => unknown]>([
    ["no layers", "notAHypernetwork", () => read({}, { name: "x" })],
    [
      "a layer that is missing",
      "missingTensor",
      () => read({ 4: { "linear.0.weight": [8, 4], "linear.0.bias": [8] } }),
    ],
    ["a layer of another shape", "unexpectedShape", () => read({ 4: { ...plain, "linear.1.weight": [8, 4] } })],
    ["a bias of another length", "unexpectedShape", () => read({ 4: { ...plain, "linear.0.bias": [4] } })],
    ["another width than its key", "unexpectedShape", () => read({ 5: plain })],
    [
      "a pair of three",
      "badHypernetwork",
      () => readHypernetwork("grey.pt", { ...fileOf({ 4: plain }), tree: new Map([[4, [1, 2, 3]]]) }),
    ],
    ["a width that is none", "badHypernetwork", () => read({ 0.5: plain })],
    ["an endless structure", "badHypernetwork", () => read({ 4: plain }, { layer_structure: Array(1000).fill(1) })],
    ["a structure that ends wider", "badHypernetwork", () => read({ 4: plain }, { layer_structure: [1, 2] })],
    ["a structure of texts", "badHypernetwork", () => read({ 4: plain }, { layer_structure: ["1", "1"] })],
    ["fewer dropouts than layers", "badHypernetwork", () => read({ 4: plain }, { dropout_structure: [0] })],
    ["an activation that halves", "unsupportedActivation", () => read({ 4: plain }, { activation_func: "glu" })],
    [
      "an activation of the prototype",
      "unsupportedActivation",
      () => read({ 4: plain }, { activation_func: "constructor" }),
    ],
  ])("with %s is refused as weights/%s, naming the file", (_, code, reading) => {
    expect(reading).toThrow(
      expect.objectContaining({ code: `weights/${code}`, message: expect.stringContaining("grey.pt") }),
    );
  });
});

describe("hypernetworkNote", () => {
  const transformer = { kind: "transformer", path: "input_blocks.1.1", level: 0, depth: 1, heads: 1 } as const;
  const layout = { contextWidth: 768, input: [[transformer]], middle: [], output: [] } as unknown as UnetLayout;
  const wide = { "linear.0.weight": [16, 8], "linear.0.bias": [16], "linear.1.weight": [8, 16], "linear.1.bias": [8] };

  it("is silent where text or cells are changed, and else says which widths would have been", () => {
    expect(hypernetworkNote(read({ 4: plain }), layout, () => 4)).toBeUndefined();
    expect(hypernetworkNote(read({ 4: plain, 8: wide }), layout, () => 8)).toBeUndefined();
    expect(hypernetworkNote(read({ 4: plain }), layout, () => 320)).toMatchObject({
      code: "weights/hypernetworkOtherWidth",
      facts: { widths: [4], expected: [320, 768] },
    });
  });
});
