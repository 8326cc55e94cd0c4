import { chmodSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Problem } from "@danfang/domain";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";

const folder = await temporaryFolder();
let serial = 0;
const newPath = () => join(folder, `home-${++serial}`, "danfang.sqlite");
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function openOn(path: string) {
  const told: Problem[] = [];
  const { database } = openDatabase(path, { onMended: (problem) => told.push(problem) });
  closing.push(database.close);
  const note = (name: string) => database.run("INSERT INTO picture_folders VALUES (?)", name);
  const notes = () => database.all("SELECT path FROM picture_folders ORDER BY path").map((row) => row.path);
  return { database, note, notes, told };
}

it.runIf(process.platform !== "win32")("a new database is its owner's alone", () => {
  const path = newPath();
  const { note } = openOn(path);
  note("a");
  for (const name of readdirSync(dirname(path))) expect(statSync(join(dirname(path), name)).mode & 0o077).toBe(0);
});

it("a database is mended while it is open, and goes on with everything in it", () => {
  const { database, note, notes, told } = openOn(newPath());
  note("before");
  database.mend("a test says so");
  note("after");
  expect(notes()).toEqual(["after", "before"]);
  expect(told).toMatchObject([{ code: "database/setAside", facts: { reason: "a test says so" } }]);
});

it("what another process writes and reads goes to the new file once it is there", () => {
  const path = newPath();
  const [one, other] = [openOn(path), openOn(path)];
  one.note("one");
  other.note("other");
  one.database.mend("a test says so");
  other.note("other, later");
  one.note("one, later");
  expect(one.notes()).toEqual(["one", "one, later", "other", "other, later"]);
  expect(other.notes()).toEqual(one.notes());
  expect([one.told.length, other.told.length]).toEqual([1, 0]);
});

it("another process that only looks sees the new file at its next look for changes", () => {
  const path = newPath();
  const [one, other] = [openOn(path), openOn(path)];
  const before = other.database.foreignChanges();
  one.database.mend("a test says so");
  one.note("new");
  expect(other.database.foreignChanges()).not.toBe(before);
  expect(other.notes()).toEqual(["new"]);
});

it("of two processes that meet the same damage one mends", () => {
  const path = newPath();
  const [one, other] = [openOn(path), openOn(path)];
  one.note("kept");
  one.database.mend("the first says so");
  other.database.mend("the second says so");
  expect(readdirSync(dirname(path)).filter((name) => /broken-.*Z$/.test(name))).toHaveLength(1);
  expect(other.notes()).toEqual(["kept"]);
});

it.runIf(process.platform !== "win32")("a file that is deleted under it is written again, and that is said", () => {
  const path = newPath();
  const { note, notes, told } = openOn(path);
  note("before");
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
  note("after");
  expect(notes()).toEqual(["after", "before"]);
  expect(told).toMatchObject([{ code: "database/restored" }]);
  expect(openOn(path).notes()).toEqual(["after", "before"]);
});

it("a table that is dropped under it is mended; a statement that makes no sense changes nothing", () => {
  const { database, note, notes, told } = openOn(newPath());
  note("kept");
  expect(() => database.run("DELETE FROM nowhere")).toThrow(/nowhere/);
  expect(told).toEqual([]);
  database.run("DROP TABLE models");
  expect(database.all("SELECT * FROM models")).toEqual([]);
  expect(notes()).toEqual(["kept"]);
  expect(told).toHaveLength(1);
});

it("each damaged file is kept, however soon one follows another", () => {
  const path = newPath();
  const { database } = openDatabase(path, { now: () => 0 });
  for (let i = 0; i < 3; i++) database.mend("a test says so");
  database.close();
  expect(readdirSync(dirname(path)).filter((name) => /broken-.*Z(-\d)?$/.test(name))).toHaveLength(3);
});

it.runIf(process.platform !== "win32" && process.getuid?.() !== 0)("one that cannot be mended goes on as it is", () => {
  const path = newPath();
  const { database, note, notes } = openOn(path);
  chmodSync(dirname(path), 0o500);
  expect(() => database.mend("a test says so")).toThrow(/could not be mended/);
  chmodSync(dirname(path), 0o700);
  note("after");
  expect(openOn(path).notes()).toEqual(notes());
});

it("a database that is damaged again and again is given up, in words", () => {
  const { database } = openOn(newPath());
  const mend = () => {
    for (let i = 0; i < 20; i++) database.mend("a test says so");
  };
  expect(mend).toThrow(/5 times/);
});

describe("while another thread writes all the time", () => {
  it("nothing that was acknowledged is lost when the file is mended", async () => {
    const path = newPath();
    const { database, notes } = openOn(path);
    const worker = new Worker(new URL("../testing/write-on.ts", import.meta.url), { workerData: path });
    const acknowledged: string[] = [];
    const many = Promise.withResolvers<void>();
    worker.on("message", (name: string) => {
      acknowledged.push(name);
      if (acknowledged.length % 40 === 0 && acknowledged.length <= 120) database.mend("a test says so");
      if (acknowledged.length > 200) many.resolve();
    });
    worker.on("error", many.reject);
    await many.promise;
    await worker.terminate();
    expect(notes()).toEqual(expect.arrayContaining(acknowledged));
  }, 30_000);
});
