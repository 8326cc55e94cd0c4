import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { dtypes } from "../tensors/dtype.ts";
import { foldName } from "../tensors/fold-name.ts";
import type { TensorTable } from "../tensors/tensor-table.ts";
import { checkLayout, decodeHeader } from "./header-checks.ts";
import { parseHeader } from "./parse-header.ts";
import { scanHeader } from "./scan-header.ts";
import { scanHeaderBytes } from "./scan-safetensors.ts";

const encode = (text: string) => new TextEncoder().encode(text);

interface Made {
  readonly name: string;
  readonly dtype: (typeof dtypes)[number];
  readonly shape: number[];
  readonly offsets: [number, number];
}

const bytesOf = { F64: 8, F32: 4, BF16: 2, F16: 2, U8: 1, I64: 8 } as const;
const segment = fc.oneof(fc.constantFrom("blocks", "attn", "weight", "to_q", "é", '"', "\\", "\n"), fc.nat(300));
const nameOf = fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("."));
const tensor = fc.tuple(
  fc.oneof(nameOf, fc.string({ unit: "grapheme" })),
  fc.constantFrom(...(Object.keys(bytesOf) as (keyof typeof bytesOf)[])),
  fc.array(fc.nat(2000), { maxLength: 5 }),
);

/** Tensors end to end, in an order of their own. */
const header = fc.array(tensor, { maxLength: 30 }).chain((tensors) => {
  const made: Made[] = [];
  let at = 0;
  for (const [name, dtype, shape] of tensors) {
    const length = shape.reduce((a, b) => a * b, bytesOf[dtype]);
    if (!Number.isSafeInteger(at + length)) continue;
    made.push({ name, dtype, shape, offsets: [at, at + length] });
    at += length;
  }
  return fc.record({
    tensors: fc.shuffledSubarray(made, { minLength: made.length, maxLength: made.length }),
    metadata: fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined }),
    spaces: fc.boolean(),
    dataLength: fc.oneof(fc.constant(at), fc.nat(100)),
  });
});

function printed({ tensors, metadata, spaces }: { tensors: Made[]; metadata?: object | undefined; spaces: boolean }) {
  const space = spaces ? " " : "";
  const members = tensors.map(
    ({ name, dtype, shape, offsets }) =>
      `${JSON.stringify(name)}:${space}${JSON.stringify({ dtype, shape, data_offsets: offsets })}`,
  );
  return `{${[...(metadata ? [`"__metadata__":${JSON.stringify(metadata)}`] : []), ...members].join(`,${space}`)}}   `;
}

const rowsOf = (table: TensorTable) =>
  Array.from({ length: table.size }, (_, row) => ({
    name: table.name(row),
    dtype: table.dtype(row),
    shape: table.shape(row),
  }));

/** What a reader answers, or the code of its refusal. */
function answer<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    return String((error as { code?: string }).code ?? error);
  }
}

function strictly(bytes: Uint8Array, size: number) {
  const { metadata, entries } = parseHeader(decodeHeader(bytes, "a"), "a");
  checkLayout(entries, 8 + bytes.length, { name: "a", size });
  return { metadata, rows: entries.map(({ name, dtype, shape }) => ({ name, dtype, shape })) };
}

function scanned(bytes: Uint8Array, size: number) {
  const { metadata, table } = scanHeaderBytes(bytes, { name: "a", size });
  return { metadata, rows: rowsOf(table) };
}

describe("a header scanned byte by byte", () => {
  it("is what the strict reader reads, or is refused with the same words", () => {
    fc.assert(
      fc.property(header, ({ dataLength, ...made }) => {
        const bytes = encode(printed(made));
        const size = 8 + bytes.length + dataLength;
        expect(answer(() => scanned(bytes, size))).toEqual(answer(() => strictly(bytes, size)));
      }),
    );
  });

  it("is what JSON.parse says, wherever it is a header", () => {
    fc.assert(
      fc.property(header, (made) => {
        const text = printed(made);
        const plain = scanHeader(encode(text));
        fc.pre(plain !== undefined);
        const { __metadata__: _, ...parsed } = JSON.parse(text) as Record<string, { shape: number[]; dtype: string }>;
        expect(plain?.columns.size).toBe(Object.keys(parsed).length);
      }),
    );
  });

  it("with any byte changed is refused or read as the strict reader does", () => {
    const text = printed({
      tensors: [
        { name: "a.1.b", dtype: "F16", shape: [2, 3], offsets: [0, 12] },
        { name: "a.2.b", dtype: "BF16", shape: [], offsets: [12, 14] },
      ],
      metadata: { format: "pt" },
      spaces: false,
    });
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.nat(255), (at, byte) => {
        const bytes = encode(text);
        bytes[at] = byte;
        const size = 8 + bytes.length + 14;
        expect(answer(() => scanned(bytes, size))).toEqual(answer(() => strictly(bytes, size)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is read the fast way in the form that every program writes", () => {
    const made = { tensors: [{ name: "a", dtype: "F32" as const, shape: [1], offsets: [0, 4] as [number, number] }] };
    expect(scanHeader(encode(printed({ ...made, spaces: false, metadata: { a: '{"b":"}"}' } })))).toBeDefined();
    expect(scanHeader(encode(printed({ ...made, spaces: true })))).toBeUndefined();
  });

  it("knows a name twice, however many there are", () => {
    const names = Array.from({ length: 20_000 }, (_, n) => `blocks.${n}.weight`);
    const text = (all: string[]) =>
      `{${all.map((name) => `"${name}":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}`).join(",")}}`;
    expect(scanHeader(encode(text(names)))?.columns.size).toBe(20_000);
    expect(scanHeader(encode(text([...names, "blocks.7.weight"])))).toBeUndefined();
  });
});

it("a name folds alike as text and as bytes, and numbers in words are kept", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-zA-Z._:]{1,9}$/), fc.nat(999)), { minLength: 1 }), (parts) => {
      const name = parts.flat().join("");
      const other = parts.map(([text, n]) => `${text}${/[a-z]$/i.test(text) ? n : n + 1}`).join("");
      const isSame = foldName(other).pattern === foldName(name).pattern;
      expect(foldName(other).hash === foldName(name).hash).toBe(isSame);
      expect(foldName("blocks.11.attn2.to_q1_3.0").pattern).toBe("blocks.#.attn2.to_q1_#.#");
      const text = `{${JSON.stringify(name)}:{"dtype":"F16","shape":[0],"data_offsets":[0,0]}}`;
      expect(scanHeader(encode(text))?.columns.folds[0]).toBe(foldName(name).hash);
    }),
  );
});
