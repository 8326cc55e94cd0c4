import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  printGif,
  printHeif,
  printJpeg,
  printJxl,
  printPng,
  printStealthPng,
  printTextChunk,
  printTiff,
  printWebp,
  userComments,
} from "../testing/print-pictures.ts";
import { readImageTexts } from "./image-texts.ts";
import { printPngChunk } from "./png-chunks.ts";
import { readStealthText } from "./stealth.ts";

const text = 'fox, "snow" & 狐\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768';
const plain = "a fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768";
const pairs = (bytes: Uint8Array) => readImageTexts(bytes).texts.map(({ key, text: said }) => [key, said]);
const comment = (said: string) => printTiff({ UserComment: userComments["UTF-16, big-endian"]!(said) });

describe.each(["big", "little"] as const)("an EXIF in %s-endian order", (order) => {
  it.each(Object.entries(userComments))("says its comment, written as %s", (name, print) => {
    const said = name === "UTF-8 that says UTF-16" ? plain : text;
    expect(pairs(printJpeg({ exif: printTiff({ UserComment: print(said) }, order) }))).toEqual([["UserComment", said]]);
  });

  it("says what its other tags say", () => {
    const exif = printTiff(
      {
        Make: Buffer.from('workflow:{"a":1}\0'),
        Model: Buffer.from('prompt:{"b":2}\0'),
        Software: Buffer.from("Fooocus v2\0"),
        MakerNote: Buffer.from("fooocus"),
        UserComment: Buffer.from("{}"),
      },
      order,
    );
    expect(pairs(printWebp({ exif }))).toEqual([
      ["UserComment", "{}"],
      ["Make", 'workflow:{"a":1}'],
      ["Model", 'prompt:{"b":2}'],
      ["Software", "Fooocus v2"],
      ["MakerNote", "fooocus"],
    ]);
  });
});

describe("every container", () => {
  const exif = comment(text);
  const xmp = ["exif:UserComment", text] as const;
  const said = { exif, xmp };
  const both = [
    ["UserComment", text],
    ["XMP exif:UserComment", text],
  ];
  it.each<[string, Uint8Array]>([
    ["JPEG", printJpeg(said)],
    ["JPEG, its XMP in parts", printJpeg(said, "long")],
    ["WebP", printWebp(said)],
    ["WebP, its EXIF with a prefix", printWebp(said, "prefixed")],
    ["AVIF", printHeif(said)],
    ["AVIF, its texts inside of the header", printHeif(said, "avif", "idat")],
    ["HEIC", printHeif(said, "heic")],
    ["JPEG XL", printJxl(said)],
    ["JPEG XL, packed", printJxl(said, "packed")],
  ])("gives its EXIF and its XMP: %s", (_, bytes) => {
    expect(pairs(bytes)).toEqual(both);
  });

  it.each(["tEXt", "zTXt", "iTXt", "packed iTXt"] as const)(
    "of a PNG gives a %s, before the pixels and behind",
    (kind) => {
      const chunk = printTextChunk(kind, "parameters", text);
      expect(pairs(printPng([chunk]))).toEqual([["parameters", text]]);
      expect(pairs(printPng([], [chunk]))).toEqual([["parameters", text]]);
    },
  );

  it("gives comments and captions", () => {
    for (const place of ["before", "behind"] as const)
      expect(pairs(printGif({ comment: text.repeat(9), xmp }, place))).toEqual([
        ["comment", text.repeat(9)],
        ["XMP exif:UserComment", text],
      ]);
    expect(pairs(printJpeg({ comment: text, caption: text }))).toEqual([
      ["IPTC Caption", text],
      ["comment", text],
    ]);
    expect(pairs(printPng([printPngChunk("eXIf", exif)]))).toEqual([["UserComment", text]]);
  });
});

describe("a text hidden in pixels", () => {
  it.each([
    ["alpha", "plain"],
    ["alpha", "packed"],
    ["rgb", "plain"],
    ["rgb", "packed"],
  ] as const)("is found in %s, %s", (way, is) => {
    expect(readStealthText(printStealthPng(text, way, is))).toBe(text);
  });

  it("is not found where there is none, nor where the file is no PNG or ends early", () => {
    const hidden = printStealthPng(text, "alpha", "plain");
    expect(readStealthText(printPng([]))).toBeUndefined();
    expect(readStealthText(printJpeg({ comment: "x" }))).toBeUndefined();
    expect(readStealthText(hidden.subarray(0, 200))).toBeUndefined();
  });
});

describe("whatever a container holds", () => {
  const said = { exif: comment(text), xmp: ["dc:description", text] as const, comment: text, caption: text };
  const files = [
    printJpeg(said),
    printJpeg(said, "long"),
    printWebp(said),
    printHeif(said),
    printHeif(said, "heic", "idat"),
    printJxl(said),
    printJxl(said, "packed"),
    printGif(said),
    printStealthPng(text, "rgb", "packed"),
  ];
  it("is read to the end, or told", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...files), damage, fc.nat(), (file, hits, length) => {
        const bytes = Uint8Array.from(file);
        for (const [at, value] of hits) bytes[12 + (at % (bytes.length - 12))] = value;
        const cut = bytes.subarray(0, Math.max(16, length % (2 * bytes.length)));
        expect(Array.isArray(readImageTexts(cut).texts)).toBe(true);
        readStealthText(cut);
      }),
      { numRuns: 400 },
    );
  });
});
