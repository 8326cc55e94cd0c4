import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { defineErrors } from "../errors.ts";
import { problemOf } from "../problem.ts";
import { isBusy, isPassing, systemCause } from "./system-cause.ts";

const folder = mkdtempSync(join(tmpdir(), "danfang causes "));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "a file");
writeFileSync(file, "");

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};
/** As Node gives them: made, where a test cannot fill a drive. */
const refused = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: refused, write`), { errno: -1, code, syscall: "write", ...more });

describe("what the file system refuses", () => {
  it.each([
    ["disk/missing", () => readFileSync(join(folder, "nothing"))],
    ["disk/notAFolder", () => readFileSync(join(file, "in a file"))],
    ["disk/notAFolder", () => mkdirSync(file, { recursive: true })],
    ["disk/notAFolder", () => mkdirSync(join(file, "deeper"), { recursive: true })],
    ["disk/notAFile", () => writeFileSync(folder, "")],
    ["disk/exists", () => writeFileSync(file, "", { flag: "wx" })],
    ["disk/notEmpty", () => rmdirSync(folder)],
    ["disk/nameTooLong", () => readFileSync(join(folder, "n".repeat(5000)))],
  ])("is told as %s, with its path, and is no fault of Danfang", (code, work) => {
    const error = thrownBy(work);
    const told = problemOf(error);
    expect(told.code).toBe(code);
    expect(told.message).toContain(folder);
    expect(told.hint).not.toMatch(/fault/);
  });

  it.each([
    ["ENOSPC", "disk/full"],
    ["EDQUOT", "disk/full"],
    ["EROFS", "disk/readOnly"],
    ["EACCES", "disk/notAllowed"],
    ["EPERM", "disk/notAllowed"],
    ["EMFILE", "disk/tooManyOpen"],
    ["EIO", "disk/failing"],
    ["EBUSY", "disk/inUse"],
  ])("may be over by itself: %s", (system, code) => {
    const error = refused(system);
    expect(problemOf(error)).toMatchObject({ code, facts: { system } });
    expect([isPassing(error), isPassing(new Error("saved nothing", { cause: error }))]).toEqual([true, true]);
  });

  it("is found behind the error of whoever met it, which keeps its own code", () => {
    const errors = defineErrors("zoo", {
      unwritable: (_: object) => ({
        en: { message: "No.", hint: "Wait." },
        zh: { message: "不行。", hint: "请稍等。" },
      }),
    });
    const error = errors.unwritable({}, refused("ENOSPC", { path: "/a" }));
    expect(systemCause(error)).toMatchObject({ code: "disk/full", message: "The drive of /a is full." });
    expect(problemOf(error).code).toBe("zoo/unwritable");
  });

  it("is not said of the network, of processes, or of errors that only look so", async () => {
    const error = await new Promise((resolve) => connect(join(folder, "no socket")).on("error", resolve));
    expect(error).toMatchObject({ code: "ENOENT", syscall: "connect" });
    for (const other of [
      error,
      refused("EACCES", { syscall: "listen" }),
      refused("constructor"),
      new Error("ENOSPC"),
    ]) {
      expect(problemOf(other).code).toBe("internal/unexpected");
      expect(isPassing(other)).toBe(false);
    }
  });
});

describe("what SQLite refuses", () => {
  const path = join(folder, "a.sqlite");
  const open = (options = {}) => new DatabaseSync(path, { timeout: 0, ...options });

  it("while another program holds the database is told as such", () => {
    const [one, other] = [open(), open()];
    one.exec("CREATE TABLE t (a); BEGIN IMMEDIATE");
    const error = thrownBy(() => other.exec("INSERT INTO t VALUES (1)"));
    one.close();
    other.close();
    expect(problemOf(error).code).toBe("storage/busy");
    expect([isBusy(error), isPassing(error)]).toEqual([true, true]);
  });

  it("of a database that can only be read is told as such", () => {
    const one = open({ readOnly: true });
    const error = thrownBy(() => one.exec("INSERT INTO t VALUES (1)"));
    one.close();
    expect(problemOf(error).code).toBe("storage/readOnly");
    expect([isBusy(error), isPassing(error)]).toEqual([false, true]);
  });

  it("for want of room is told as such", () => {
    const one = open();
    one.exec("PRAGMA max_page_count = 2");
    const error = thrownBy(() => one.exec("INSERT INTO t VALUES (zeroblob(100000))"));
    one.close();
    expect(problemOf(error).code).toBe("storage/full");
  });

  it("where there is no folder is told as such", () => {
    const error = thrownBy(() => new DatabaseSync(join(folder, "nowhere", "a.sqlite")));
    expect(problemOf(error).code).toBe("storage/cannotOpen");
  });

  it("of what was asked stays a fault of ours", () => {
    const one = open();
    const error = thrownBy(() => one.exec("SELECT nothing FROM nowhere"));
    one.close();
    expect(problemOf(error).code).toBe("internal/unexpected");
  });
});
