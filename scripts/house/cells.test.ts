import { expect, it } from "vitest";
import { bareEights } from "./cells.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

/** Whoever knows of pictures; formats and weights count bits and widths by eight. */
const houses = ["domain", "engine", "library", "prompt", "recipes", "studio", "words", "workbench"];
const files = filesOf(`packages/{${houses.join(",")}}/src/**/*.ts`, "apps/*/src/**/*.{ts,tsx}").filter(
  (file) => !isForTests(file),
);

it("pixels become latent cells by pixelsPerLatentCell, and by no bare 8", () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => bareEights(file, textOf(file)))).toEqual([]);
});

it.each(["width / 8;", "cells * 8;", "side % 8 === 0;", "width >> 3;", "(a + b) << 3;"])(
  "finds one that is planted: %s",
  (code) => {
    expect(bareEights("planted.ts", code)).toHaveLength(1);
  },
);

it.each(["width / pixelsPerLatentCell;", "1 / 8;", "width / 16;", "const step = 8;"])("lets others be: %s", (code) => {
  expect(bareEights("planted.ts", code)).toEqual([]);
});
