import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { expect, it } from "vitest";
import { keepFault } from "./keep-fault.ts";

const folder = await temporaryFolder();
const now = new Date(Date.UTC(2026, 4, 17));

it.each([
  ["an error, with where it was thrown", new Error("rust"), /rust\n\nError: rust\n +at /],
  ["whatever else was thrown", "rust", /rust\n\n\n$/],
  ["nothing at all", undefined, /\n\n\n$/],
])("keeps %s", async (_, fault, told) => {
  const file = keepFault(folder, fault, now);
  const text = await readFile(file!, "utf8");
  expect(text).toMatch(told);
  expect(text.startsWith(`2026-05-17T00:00:00.000Z\nNode.js ${process.version}\n`)).toBe(true);
});

it("names no file where none could be written", () => {
  expect(keepFault(join(folder, "absent"), new Error("rust"), now)).toBeUndefined();
});
