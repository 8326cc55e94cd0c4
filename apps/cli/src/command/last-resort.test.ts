import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { runCli } from "../run-cli.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

const home = await mkdtemp(join(tmpdir(), "danfang-cli-fault-"));
afterAll(() => rm(home, { recursive: true }));

/** A studio that runs, in whose process something is thrown where nobody waits for it. */
async function faulty(home: string, fault: unknown) {
  const io = fakeIo({ env: { DANFANG_HOME: home } });
  const studio = fakeServeStudio();
  const status = runCli(["studio"], io, { openWorkbench: fakeWorkbench().open, serveStudio: studio.serve });
  await vi.waitFor(() => expect(io.written.stdout).toContain("http"));
  io.fault(fault);
  return { io, studio, status: await status };
}

it("a fault that nobody waited for is told, kept in the home, and ends the studio in good order with 70", async () => {
  const { io, studio, status } = await faulty(home, new TypeError("x is not a function"));
  expect([status, studio.closed.count, io.quits]).toEqual([70, 1, []]);
  expect(io.written.stderr).toContain("x is not a function");
  const kept = await readFile(join(home, "last-fault.txt"), "utf8");
  expect(kept).toContain("TypeError: x is not a function");
  expect(kept).toContain("last-resort.test.ts"); // where it happened
  expect(io.written.stderr).toContain(join(home, "last-fault.txt"));
});

it("one that cannot be kept in the home is told all the same", async () => {
  const { io, studio, status } = await faulty(join(home, "is not there"), new Error("x"));
  expect([status, studio.closed.count]).toEqual([70, 1]);
  expect(io.written.stderr).not.toContain("last-fault.txt");
});

it("results that cannot be written are no fault of the program: 1, with what to do", async () => {
  const error = Object.assign(new Error("ENOSPC: no space left on device, write"), {
    code: "ENOSPC",
    syscall: "write",
  });
  const { io, status } = await faulty(home, error);
  expect(status).toBe(1);
  expect(io.written.stderr).toContain("Free some space");
});

it("a second fault ends the process at once", async () => {
  const io = fakeIo({ env: { DANFANG_HOME: home } });
  const studio = fakeServeStudio();

  const status = runCli(["studio"], io, { openWorkbench: fakeWorkbench().open, serveStudio: studio.serve });
  await vi.waitFor(() => expect(io.written.stdout).toContain("http"));
  io.fault(new Error("one"));
  io.fault(new Error("two"));
  expect(io.quits).toEqual([70]);
  await status;
});
