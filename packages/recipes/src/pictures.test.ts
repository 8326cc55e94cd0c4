import { readdirSync, readFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import { bytesSource } from "@danfang/formats";
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
} from "@danfang/formats/testing/print-pictures.ts";
import { describe, expect, it } from "vitest";
import { readPictureSource } from "./read-picture-file.ts";
import { readRecipe } from "./read-recipe.ts";
import { corpus } from "./testing/corpus.ts";
import { namedTexts } from "./testing/infotexts.ts";

interface Case {
  readonly name: string;
  readonly texts: string | Readonly<Record<string, string | object>>;
  readonly recipe: Recipe;
}
type Texts = Readonly<Record<string, string>>;
type Print = (texts: Texts) => Uint8Array;

const folder = new URL("../fixtures/programs/", import.meta.url);
const only = (texts: Texts): string => Object.values(texts)[0] ?? "";
const comment = (text: string) => printTiff({ UserComment: userComments["UTF-16, big-endian"]!(text) });
const png: Print = (texts) =>
  printPng(
    Object.entries(texts).map(([key, text]) =>
      printTextChunk("iTXt", key === "UserComment" ? "parameters" : key, text),
    ),
  );
const behind: Print = (texts) =>
  printPng(
    [],
    Object.entries(texts).map(([key, text]) =>
      printTextChunk("packed iTXt", key === "UserComment" ? "parameters" : key, text),
    ),
  );
/** Containers of one text, as AUTOMATIC1111, its forks and those who convert their pictures write them. */
const ofOneText: Readonly<Record<string, Print>> = {
  PNG: png,
  "PNG, packed, behind the pixels": behind,
  JPEG: (texts) => printJpeg({ exif: comment(only(texts)) }),
  WebP: (texts) => printWebp({ exif: comment(only(texts)) }),
  AVIF: (texts) => printHeif({ exif: comment(only(texts)) }),
};
const hidden: Readonly<Record<string, Print>> = {
  "hidden in alpha": (texts) => printStealthPng(only(texts), "alpha", "packed"),
  "hidden in the colours": (texts) => printStealthPng(only(texts), "rgb", "plain"),
};
const others: Readonly<Record<string, Print>> = {
  GIF: (texts) => printGif({ comment: only(texts) }),
  "JPEG XL": (texts) => printJxl({ exif: comment(only(texts)) }, "packed"),
  HEIC: (texts) => printHeif({ exif: comment(only(texts)) }, "heic"),
};

/** Files whose bare texts stand in pictures; those of others were pasted. */
const isOfPictures = /^(?:infotext|civitai)/;

function containersOf(file: string, { texts }: Case): Readonly<Record<string, Print>> {
  if (typeof texts !== "string" && Object.keys(texts).some((key) => key !== "parameters" && key !== "UserComment"))
    return { PNG: png, "PNG, packed, behind the pixels": behind };
  if (typeof texts === "string" && !isOfPictures.test(file)) return {}; // it was pasted
  return isOfPictures.test(file) ? { ...ofOneText, ...hidden, ...others } : ofOneText;
}

const pictures = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) =>
    (JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Case[]).flatMap((one) =>
      Object.entries(containersOf(file, one)).map(([container, print]) => ({
        program: file.replace(".json", ""),
        container,
        print,
        ...one,
      })),
    ),
  );
const carried = ({ texts }: Case): Texts =>
  typeof texts === "string"
    ? { parameters: texts }
    : Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [key, typeof text === "string" ? text : JSON.stringify(text)]),
      );

describe("a picture of any program, in any container that it is found in", () => {
  it("stands in the corpus: a hundred at least, of fifteen programs and more", () => {
    expect(pictures.length).toBeGreaterThanOrEqual(100);
    const programs = new Set(pictures.map(({ program, recipe }) => recipe.source?.program ?? program));
    expect(programs.size).toBeGreaterThanOrEqual(15);
  });

  it("stands beside texts: three hundred at least", () => {
    const graphs = ["core", "packs", "workflows"].map((name) => `graphs/${name}.json`);
    const texts = graphs.flatMap((file) => JSON.parse(readFileSync(new URL(`../${file}`, folder), "utf8")) as object[]);
    expect(corpus.length + texts.length + namedTexts("webui.txt").length).toBeGreaterThanOrEqual(300);
  });

  it.each(pictures)("is read to the field: $program, $name, $container", async (picture) => {
    const texts = carried(picture);
    const { value } = await readPictureSource(bytesSource(picture.print(texts), "picture"));
    const { extra, ...recipe } = value;
    expect(recipe).toEqual(picture.recipe);
    const pasted = readRecipe(Object.entries(texts).map(([key, text]) => ({ key, text }))).value;
    expect(Object.keys(extra ?? {})).toEqual(Object.keys(pasted.extra ?? {}));
  });
});
