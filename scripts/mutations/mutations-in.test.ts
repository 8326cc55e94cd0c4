import { expect, it } from "vitest";
import { mutate, mutationsIn } from "./mutations-in.ts";

const all = (code: string) => mutationsIn("planted.ts", code).map((mutation) => mutate(code, mutation));

it.each([
  ["a < b;", ["a <= b;"]],
  ["a && b;", ["a || b;"]],
  ["const a = 4;", ["const a = 5;"]],
  ["const a = { b: true };", ["const a = { b: false };"]],
  ["if (a) b();", ["if (true) b();", "if (false) b();"]],
  ["a ? b : c;", ["true ? b : c;", "false ? b : c;"]],
])("turns around: %s", (code, changed) => {
  expect(all(code)).toEqual(changed);
});

it.each(['import a from "a";', "type A = 1 | 2;", 'const a = "b" + c;', "const a = { 1: b };", "interface A { b: 3 }"])(
  "lets be what means nothing the other way round: %s",
  (code) => {
    expect(all(code)).toEqual([]);
  },
);
