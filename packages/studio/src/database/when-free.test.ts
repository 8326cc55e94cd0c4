import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { problemOf } from "@danfang/domain";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, expect, it } from "vitest";
import { openDatabase } from "./open-database.ts";
import { whenFree } from "./when-free.ts";

const folder = await temporaryFolder();
let serial = 0;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Our database, and another program that holds it. */
function held() {
  const file = join(folder, `${++serial}.sqlite`);
  const { database } = openDatabase(file);
  const other = new DatabaseSync(file);
  other.exec("BEGIN IMMEDIATE");
  closing.push(database.close, () => other.close());
  let tries = 0;
  const change = () => {
    tries++;
    return database.run("INSERT INTO flags VALUES ('a', 'b')");
  };
  return { database, other, change, tries: () => tries };
}

it("a change waits until no other program holds the database, and happens once", async () => {
  const { database, other, change, tries } = held();
  let waits = 0;
  const wait = async () => {
    if (++waits === 3) other.exec("COMMIT");
  };
  expect(await whenFree(database, change, { wait })).toBe(1);
  expect(tries()).toBe(4);
  expect(database.all("SELECT * FROM flags")).toHaveLength(1);
});

it("it waits beside the process, never inside SQLite", async () => {
  const { database, change } = held();
  const timeouts: unknown[] = [];
  const timeout = () => Object.values(database.first("PRAGMA busy_timeout") ?? {})[0];
  const usual = timeout();
  const looking = () => {
    timeouts.push(timeout());
    return change();
  };
  await whenFree(database, looking, { within: 1, wait: async () => undefined }).catch(() => undefined);
  expect(timeouts.length).toBeGreaterThan(1);
  expect(new Set(timeouts)).toEqual(new Set([0]));
  expect(timeout()).toBe(usual);
  expect(usual).toBeLessThanOrEqual(250); // what a status is late by where a change does not wait so
});

it("a database that stays held refuses in a few seconds, and says that another program holds it", async () => {
  const { database, change } = held();
  let waited = 0;
  const wait = async (milliseconds: number) => {
    waited += milliseconds;
  };
  const error = await whenFree(database, change, { wait }).catch((error: unknown) => error);
  expect(problemOf(error).code).toBe("storage/busy");
  expect(waited).toBeGreaterThan(2_000);
  expect(waited).toBeLessThan(5_000);
});

it("what is wrong with the change itself is thrown at once", async () => {
  const { database } = held();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => waits.push(milliseconds);
  await expect(whenFree(database, () => database.run("DELETE FROM nowhere"), { wait })).rejects.toThrow(/nowhere/);
  expect(waits).toEqual([]);
});
