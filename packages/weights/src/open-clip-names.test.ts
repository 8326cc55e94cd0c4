import { bytesSource, readTensor } from "@danfang/formats";
import { expect, it } from "vitest";
import { fromOpenClip } from "./open-clip-names.ts";

const name = "transformer.resblocks.2.attn.in_proj_weight";
const source = bytesSource(Uint8Array.from({ length: 20 }, (_, i) => i));
const bytes = { name, dtype: "U8", shape: [6, 3], offset: 2, length: 18 } as const;

it.each([
  [
    "row by row",
    bytes,
    [
      [2, 3, 4, 5, 6, 7],
      [8, 9, 10, 11, 12, 13],
      [14, 15, 16, 17, 18, 19],
    ],
  ],
  [
    "column by column",
    { ...bytes, strides: [1, 6] },
    [
      [2, 8, 14, 3, 9, 15],
      [4, 10, 16, 5, 11, 17],
      [6, 12, 18, 7, 13, 19],
    ],
  ],
])("q, k and v are the thirds of a fused matrix that lies %s", async (_, entry, expected) => {
  const thirds = fromOpenClip(entry, name, "clip.ckpt");
  expect(thirds.map((third) => third.name)).toEqual(
    ["q", "k", "v"].map((part) => `encoder.layers.2.self_attn.${part}_proj.weight`),
  );
  for (const [i, third] of thirds.entries()) expect([...(await readTensor({ source }, third))]).toEqual(expected[i]);
});
