import { describe, expect, it } from "vitest";
import { arrowsIn, circlesIn, tellArrows, upwardIn } from "./folders.ts";
import { specifiersIn } from "./workspaces.ts";

/** Files with what they import, as lines of code. */
const arrowsOf = (files: Readonly<Record<string, readonly string[]>>) =>
  arrowsIn(
    Object.entries(files).flatMap(([file, lines]) =>
      specifiersIn(lines.join("\n")).map((specifier) => ({ file, specifier })),
    ),
  );
const circlesOf = (files: Readonly<Record<string, readonly string[]>>) => circlesIn(arrowsOf(files)).map(tellArrows);

describe("the law on circles finds one that is planted, and names its imports:", () => {
  it("of files", () => {
    const found = circlesOf({
      "p/src/a.ts": ['import { b } from "./b.ts";'],
      "p/src/b.ts": ['import { c } from "./c.ts";'],
      "p/src/c.ts": ['export * from "./a.ts";', 'import { d } from "./d.ts";'],
    });
    expect(found).toEqual([
      [
        "in p/src: a.ts → b.ts → c.ts → a.ts",
        "p/src/a.ts imports ./b.ts",
        "p/src/b.ts imports ./c.ts",
        "p/src/c.ts imports ./a.ts",
      ].join("\n  "),
    ]);
  });

  it("of types alone", () => {
    const found = circlesOf({
      "p/src/style.ts": ['import type { Sheet } from "./sheet.ts";'],
      "p/src/sheet.ts": ['import { type Style, styleOf } from "./style.ts";'],
    });
    expect(found).toEqual([expect.stringContaining("style.ts imports ./sheet.ts")]);
  });

  it("of folders whose files are in none, deep inside, without what else they import", () => {
    const found = circlesOf({
      "p/src/in/torch/read.ts": ['import { dtype } from "../tensors/dtype.ts";'],
      "p/src/in/tensors/read.ts": ['import {\n  gather,\n} from "../torch/sub/gather.ts";'],
      "p/src/in/torch/sub/gather.ts": ['import { ground } from "../../../ground.ts";'],
    });
    expect(found).toEqual([
      [
        "in p/src/in: torch → tensors → torch",
        "p/src/in/torch/read.ts imports ../tensors/dtype.ts",
        "p/src/in/tensors/read.ts imports ../torch/sub/gather.ts",
      ].join("\n  "),
    ]);
  });

  it("of a file and the folder beside it", () => {
    const found = circlesOf({
      "p/src/app.ts": ['import { route } from "./routes/route.ts";'],
      "p/src/routes/route.ts": ['const app = await import("../app.ts");'],
    });
    expect(found).toEqual([expect.stringContaining("in p/src: app.ts → routes → app.ts")]);
  });

  it("the shortest of those that meet, and each that stands alone", () => {
    const found = circlesOf({
      "p/src/a.ts": ['import "./b.ts";', 'import "./c.ts";'],
      "p/src/b.ts": ['import "./c.ts";'],
      "p/src/c.ts": ['import "./a.ts";'],
      "p/src/w.ts": ['import "./x.ts";'],
      "p/src/x.ts": ['import "./y.ts";'],
      "p/src/y.ts": ['import "./x.ts";'],
    });
    expect(found.map((told) => told.split("\n")[0])).toEqual([
      "in p/src: a.ts → c.ts → a.ts",
      "in p/src: x.ts → y.ts → x.ts",
    ]);
  });
});

it("the law on circles lets tests, their parts and straight ways be", () => {
  const found = circlesOf({
    "p/src/a/a.ts": ['import "../b/b.ts";', 'import "./inner.ts";', 'import "@danfang/domain";'],
    "p/src/b/b.ts": ['import "../c.ts";'],
    "p/src/b/b.test.ts": ['import "../a/a.ts";'],
    "p/src/testing/toy.ts": ['import "../a/a.ts";'],
    "p/src/a/inner.ts": ['import "../testing/toy.ts";'],
  });
  expect(found).toEqual([]);
});

it("the law on floors finds an import that goes up, and lets those be that go down or stay in their row", () => {
  const arrows = arrowsOf({
    "p/src/ground/noise.ts": ['import type { Order } from "../top/order.ts";', 'import "../beside/b.ts";'],
    "p/src/top/paint.ts": ['import "../ground/noise.ts";'],
    "p/src/elsewhere.ts": ['import "./top/paint.ts";'],
  });
  const up = upwardIn(arrows, "p/src", [["ground", "beside"], ["top"]]);
  expect(up.map((arrow) => tellArrows([arrow]))).toEqual([
    "in p/src: ground → top\n  p/src/ground/noise.ts imports ../top/order.ts",
  ]);
});
