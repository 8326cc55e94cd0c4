import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DanfangError } from "@danfang/domain";
import { bytesSource, writePngText } from "@danfang/formats";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddingNote, embeddingVectors } from "./embedding.ts";
import { isEmbeddingName, openEmbedding } from "./read-embedding.ts";
import { readEmbeddingImage } from "./read-embedding-image.ts";

/** What AUTOMATIC1111 makes of each file; see goldens/make.py. */
interface Told {
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly parts: readonly { encoder: string; width: number; values: number[] }[];
}

const folder = fileURLToPath(new URL("goldens/", import.meta.url));
const { files }: { files: Record<string, Told | string | null> } = JSON.parse(
  readFileSync(`${folder}expected.json`, "utf8"),
);
const readable = Object.entries(files).flatMap(([file, told]) =>
  told !== null && typeof told === "object" ? [[file, told] as const] : [],
);
const refused = Object.entries(files).flatMap(([file, code]) =>
  typeof code === "string" ? [[file, code] as const] : [],
);
const pictures = Object.keys(files).filter((file) => files[file] === null);

describe("an embedding", () => {
  it.each(readable)("is what AUTOMATIC1111 reads: %s", async (file, told) => {
    const embedding = await openEmbedding(folder + file);
    expect(embedding).toMatchObject({ name: told.name, width: told.parts.reduce((sum, { width }) => sum + width, 0) });
    expect(embedding?.metadata).toEqual(told.metadata);
    expect(embedding?.parts.map(({ encoder, width, data }) => ({ encoder, width, values: [...data] }))).toEqual(
      told.parts,
    );
    expect(embedding?.vectors).toBe(told.parts[0]!.values.length / told.parts[0]!.width);
  });

  it.each(pictures)("is not found in a picture like any other: %s", async (file) => {
    expect(await openEmbedding(folder + file)).toBeUndefined();
  });

  it("is found in the pixels of a lossless AVIF as in those of the PNG; a lossy one is a picture like any other", async () => {
    const { default: sharp } = await import("sharp");
    const picture = sharp(`${folder}in-pixels.png`).removeAlpha();
    const kept = await mkdtemp(join(tmpdir(), "danfang-avif-"));
    const [exact, lossy] = [join(kept, "exact.avif"), join(kept, "lossy.avif")];
    await writeFile(
      exact,
      await picture.clone().avif({ lossless: true, chromaSubsampling: "4:4:4", effort: 0 }).toBuffer(),
    );
    await writeFile(lossy, await picture.clone().avif({ quality: 30, effort: 0 }).toBuffer());
    expect(await openEmbedding(exact)).toEqual({ ...(await openEmbedding(`${folder}in-pixels.png`)), file: exact });
    expect(await openEmbedding(lossy)).toBeUndefined();
    await rm(kept, { recursive: true });
  });

  it.each([
    ["\xff\x0a", "a codestream"],
    ["\0\0\0\x0cJXL \r\n\x87\n", "a container"],
  ])("in a JPEG XL picture is said not to be readable: %j, %s", async (beginning) => {
    const kept = await mkdtemp(join(tmpdir(), "danfang-jxl-"));
    const file = join(kept, "ink.jxl");
    await writeFile(file, Buffer.concat([Buffer.from(beginning, "latin1"), new Uint8Array(40)]));
    await expect(openEmbedding(file)).rejects.toMatchObject({ code: "weights/jxlPicture", facts: { file } });
    await rm(kept, { recursive: true });
  });

  it.each(refused)("is refused by its file and fault: %s", async (file, code) => {
    await expect(openEmbedding(folder + file)).rejects.toMatchObject({
      code: `weights/${code}`,
      message: expect.stringContaining(file),
    });
  });

  it("gives each encoder the vectors of its width, and a note where one has none", async () => {
    const [l, g] = [
      { name: "clip-l", layout: { width: 8 } },
      { name: "clip-g", layout: { width: 12 } },
    ] as const;
    const [pair, single] = [(await openEmbedding(`${folder}xl.pt`))!, (await openEmbedding(`${folder}webui.pt`))!];
    expect(embeddingVectors(pair, g)?.[0]).toBe(16 * 0.375 - 1.5);
    expect(embeddingVectors(pair, l)?.[0]).toBe(-1.5);
    expect(embeddingVectors(single, l)).toHaveLength(16);
    expect([embeddingNote(pair, [l, g]), embeddingNote(pair, [g]), embeddingNote(single, [l])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(embeddingNote(single, [l, g])).toMatchObject({
      code: "weights/embeddingOtherWidth",
      facts: { name: "webui", width: 8, expected: 20 },
    });
  });

  it("is looked for under the suffixes of AUTOMATIC1111, previews left out", () => {
    const names = [
      "a.pt",
      "a.BIN",
      "a.safetensors",
      "a.png",
      "a.webp",
      "a.preview.png",
      "a.Preview.WEBP",
      "a.txt",
      "a.jpg",
    ];
    expect(names.filter(isEmbeddingName)).toEqual(["a.pt", "a.BIN", "a.safetensors", "a.png", "a.webp"]);
  });
});

describe("any damage to an embedding", () => {
  let work: string;
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), "danfang-test-"));
  });
  afterAll(() => rm(work, { recursive: true, force: true }));
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 3 });

  it.each(["webui.pt", "xl.safetensors", "in-text.png", "in-pixels.png", "in-pixels.webp"])(
    "leaves numbers, nothing, or an error of ours: %s",
    async (name) => {
      const whole = readFileSync(folder + name);
      const file = join(work, name);
      await fc.assert(
        fc.asyncProperty(damage, fc.option(fc.nat()), async (hits, cut) => {
          const bytes = Uint8Array.from(cut === null ? whole : whole.subarray(0, cut % whole.length));
          for (const [at, value] of hits) if (bytes.length > 0) bytes[at % bytes.length] = value;
          await writeFile(file, bytes);
          const outcome = await openEmbedding(file).catch((error: unknown) => error);
          if (outcome instanceof Error && !(outcome instanceof DanfangError)) throw outcome;
        }),
        { numRuns: 60 },
      );
    },
  );

  const carrying = (text: string) => {
    const picture = readFileSync(`${folder}picture.png`);
    const bytes = writePngText(picture, "sd-ti-embedding", Buffer.from(text).toString("base64"));
    return readEmbeddingImage(bytesSource(bytes, "odd.png"), "odd");
  };
  const param = (rows: unknown) => JSON.stringify({ string_to_param: { "*": { TORCHTENSOR: rows } } });

  it.each([
    ["no JSON", "notAnEmbedding", "{"],
    ["another document", "notAnEmbedding", "[1, 2]"],
    ["no vectors", "badEmbedding", param([])],
    ["two terms", "notAnEmbedding", '{"string_to_param":{"a":{"TORCHTENSOR":[1]},"b":{"TORCHTENSOR":[1]}}}'],
    ["texts for numbers", "notAnEmbedding", param([["1"]])],
    ["rows of two lengths", "badEmbedding", param([[1, 2], [3]])],
    ["numbers beyond float32", "badEmbedding", param([[1e300]])],
  ])("in a picture's text is refused: %s", async (_, code, text) => {
    await expect(carrying(text)).rejects.toMatchObject({ code: `weights/${code}` });
  });

  it("but one vector without a list around it is one vector", async () => {
    expect(await carrying(param([1, 2, 3]))).toMatchObject({ name: "odd", vectors: 1, width: 3 });
  });
});
