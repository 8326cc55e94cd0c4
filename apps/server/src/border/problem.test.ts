import { defineErrors, diskErrors, errorFrom, problemOf, storageErrors } from "@danfang/domain";
import { expect, it } from "vitest";
import { a1111Response } from "../a1111/bodies/errors.ts";
import { problemResponse } from "./problem.ts";

const refused = (code: string) => Object.assign(new Error(`${code}: refused`), { code, syscall: "write", path: "/a" });
const locked = Object.assign(new Error("database is locked"), { code: "ERR_SQLITE_ERROR", errcode: 5 });
const errors = defineErrors("zoo", {
  unwritable: (_: object) => ({ en: { message: "No.", hint: "Wait." }, zh: { message: "不行。", hint: "请稍等。" } }),
});

it.each([
  { said: "a full drive", error: refused("ENOSPC"), status: 507, code: "disk/full" },
  {
    said: "a full drive behind another error",
    error: errors.unwritable({}, refused("ENOSPC")),
    status: 507,
    code: "zoo/unwritable",
  },
  {
    said: "a full drive told by another process",
    error: errorFrom(problemOf(refused("ENOSPC"))),
    status: 507,
    code: "disk/full",
  },
  { said: "a database that another program holds", error: locked, status: 503, code: "storage/busy" },
  { said: "a folder that may not be written", error: refused("EACCES"), status: 503, code: "disk/notAllowed" },
  { said: "a file where a folder should be", error: refused("ENOTDIR"), status: 503, code: "disk/notAFolder" },
  { said: "what is our fault", error: new TypeError("x is not a function"), status: 500, code: "internal/unexpected" },
])("$said is answered with $status and $code", async ({ error, status, code }) => {
  const response = problemResponse(error);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
});

it("clients of AUTOMATIC1111's API are told of the disk in words, with the next step", async () => {
  const { errors: words } = (await a1111Response(locked).json()) as { errors: string };
  expect(words).toMatch(/^Another program is using Danfang's database.* try again in a moment/);
});

it("no refusal of the disk is taken for a mistake in what was asked, or for a fault of the program", () => {
  const refusals = [...Object.values(diskErrors), ...Object.values(storageErrors)];
  const statuses = refusals.map(
    ({ code }) => problemResponse(errorFrom({ code, message: "No.", hint: "Wait." })).status,
  );
  expect(new Set(statuses)).toEqual(new Set([503, 507]));
});
