import { printBytes as printInDomain } from "@danfang/domain";
import { expect, it } from "vitest";
import { printBytes } from "./bytes.ts";

it.each([0, 111, 999, 1000, 47_100_000, 150_000_000, 2_132_000_000, 5e15])("prints %d as the domain does", (bytes) => {
  expect(printBytes(bytes)).toBe(printInDomain(bytes));
});
