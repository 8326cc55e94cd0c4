import { DanfangError } from "@danfang/domain";
import { expect, it, vi } from "vitest";
import { runCli } from "../run-cli.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

function start(argv: readonly string[], studio = fakeServeStudio()) {
  const io = fakeIo({ env: { DANFANG_HOME: "home" } });
  return { io, studio, status: runCli(argv, io, { openWorkbench: fakeWorkbench().open, serveStudio: studio.serve }) };
}

it.each([[[]], [["studio"]]])("%j serves this machine only, where A1111's clients look, until Ctrl-C", async (argv) => {
  const { io, studio, status } = start(argv);
  await vi.waitFor(() => expect(io.written.stdout).toContain("http://127.0.0.1:7860/"));
  expect(studio.served[0]).toMatchObject({ modelRoots: [], apiAuth: undefined, home: expect.stringMatching(/home$/) });
  expect(studio.closed.count).toBe(0);
  io.interrupt();
  expect(await status).toBe(0);
  expect(studio.closed.count).toBe(1);
});

it("passes on where, what and for whom", async () => {
  const options = ["--host", "0.0.0.0", "--port", "8000", "--models", "a", "--models", "b", "--api-auth", "anna:x"];
  const { io, studio, status } = start(["studio", ...options, "--json"]);
  await vi.waitFor(() => expect(JSON.parse(io.written.stdout)).toEqual({ url: "http://0.0.0.0:8000/" }));
  io.interrupt();
  await status;
  expect(studio.served[0]).toMatchObject({ host: "0.0.0.0", port: 8000, modelRoots: ["a", "b"], apiAuth: "anna:x" });
});

it("says what stands in its way, and what to do", async () => {
  const text = { message: "Port 7860 of 127.0.0.1 is taken.", hint: "Port 7861 is free: --port 7861." };
  const { io, status } = start(["studio"], fakeServeStudio(new DanfangError("server/portTaken", text, {})));
  expect(await status).toBe(1);
  expect(io.written.stderr).toContain("--port 7861");
});

it.each(["x", "-1", "65536", "80.5"])("refuses port %s before anything is opened", async (port) => {
  const { studio, status } = start(["studio", "--port", port]);
  expect(await status).toBe(2);
  expect(studio.served).toEqual([]);
});
