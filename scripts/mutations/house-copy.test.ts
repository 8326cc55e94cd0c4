import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { removeLeft } from "./house-copy.ts";

it("what a killed run left behind is removed; a running one's and other folders stay", () => {
  const folder = mkdtempSync(join(tmpdir(), "danfang copies "));
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const names = [`danfang-mutations-${pid}-abc`, `danfang-mutations-${process.pid}-abc`, "danfang-mutations-mine"];
  for (const name of names) mkdirSync(join(folder, name, "packages"), { recursive: true });
  removeLeft(folder);
  expect(readdirSync(folder).toSorted()).toEqual(names.slice(1).toSorted());
  rmSync(folder, { recursive: true });
});
