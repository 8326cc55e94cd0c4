import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DanfangError } from "@danfang/domain";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
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

it("says in the terminal what was set aside, with what to do", async () => {
  const { io, studio, status } = start([]);
  await vi.waitFor(() => expect(io.written.stdout).toContain("http://127.0.0.1:7860/"));
  studio.served[0]?.onNotice({ code: "database/setAside", message: "It was damaged.", hint: "Look after the disk." });
  for (const part of ["It was damaged.", "database/setAside", "Look after the disk."])
    expect(io.written.stderr).toContain(part);
  io.interrupt();
  await status;
});

describe("a password", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "danfang-auth-"));
    file = join(folder, "auth.txt");
    await writeFile(file, "# for the family\r\nanna:geheim\r\n\r\n  李:密:码 \n", { mode: 0o600 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const served = async (args: readonly string[], env: Record<string, string> = {}) => {
    const io = fakeIo({ env: { DANFANG_HOME: "home", ...env } });
    const studio = fakeServeStudio();
    const status = runCli(["studio", ...args], io, { openWorkbench: fakeWorkbench().open, serveStudio: studio.serve });
    await vi.waitFor(() => expect(io.written.stdout + io.written.stderr).not.toBe(""));
    io.interrupt();
    return { status: await status, apiAuth: studio.served[0]?.apiAuth, stderr: io.written.stderr };
  };

  it("comes from a file, where nobody sees it, or from the environment; what is given counts more", async () => {
    const env = { DANFANG_API_AUTH: "ben:x" };
    expect(await served(["--api-auth-file", file], env)).toEqual({
      status: 0,
      apiAuth: "anna:geheim,李:密:码",
      stderr: "",
    });
    expect((await served([], env)).apiAuth).toBe("ben:x");
    expect((await served(["--api-auth", "clara:y"], env)).apiAuth).toBe("clara:y");
  });

  it("that is given twice, or whose file is not there, serves nothing", async () => {
    const twice = await served(["--api-auth", "a:b", "--api-auth-file", file]);
    expect([twice.status, twice.apiAuth]).toEqual([2, undefined]);
    const missing = await served(["--api-auth-file", join(folder, "none.txt")]);
    expect([missing.status, missing.apiAuth]).toEqual([1, undefined]);
    expect(missing.stderr).toContain("none.txt");
  });

  it("in a file that is empty is none, and lets nobody in", async () => {
    const empty = join(folder, "empty.txt");
    await writeFile(empty, "# nothing yet\n", { mode: 0o600 });
    expect((await served(["--api-auth-file", empty])).apiAuth).toBe(""); // refused by the server: not USER:PASSWORD
  });

  it.skipIf(process.platform === "win32")("in a file that others can read is told of", async () => {
    const open = join(folder, "open.txt");
    await writeFile(open, "anna:geheim\n");
    await chmod(open, 0o644);
    expect((await served(["--api-auth-file", open])).stderr).toContain("chmod 600");
  });
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
