import { DanfangError } from "@danfang/domain";
import { describe, expect, it, vi } from "vitest";
import { runCli } from "./run-cli.ts";
import { fakeIo } from "./testing/fake-io.ts";
import { fakeServeStudio } from "./testing/fake-serve-studio.ts";
import { fakeWorkbench, paintGrey } from "./testing/fake-workbench.ts";
import { runInFolder } from "./testing/run-in-folder.ts";

const { files, place } = runInFolder();
const txt2img = (...args: string[]) => ["txt2img", "--prompt", "red apple", ...args];
describe("Ctrl-C", () => {
  /** Presses Ctrl-C when so many steps are done. */
  async function runInterrupted(args: readonly string[], step: number, presses = 1) {
    const io = fakeIo({ env: { DANFANG_HOME: place() }, terminal: { columns: 80 } });
    const workbench = fakeWorkbench({
      async *generate(request, { signal }) {
        let done = 0;
        for await (const event of paintGrey(request, signal)) {
          yield event;
          if (event.type === "step" && ++done === step) for (let i = 0; i < presses; i++) io.interrupt();
        }
      },
    });
    const status = await runCli(args, io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
    return { status, ...io.written, quits: io.quits, closed: workbench.closed.count };
  }

  it("stops between two steps, says so, leaves nothing behind and ends with 130", async () => {
    const { status, stderr, stdout, quits, closed } = await runInterrupted(
      txt2img("--steps", "9", "--out", place()),
      3,
    );
    expect({ status, stdout, quits, closed }).toEqual({ status: 130, stdout: "", quits: [], closed: 1 });
    expect(stderr).toContain("Stopping after this step");
    expect(stderr).not.toContain("step 5/9");
    expect(stderr).toContain("Nothing was written");
    expect(await files()).toEqual({});
  });

  it("keeps the pictures that were finished, and says how many", async () => {
    const { stdout } = await runInterrupted(
      txt2img("--steps", "2", "--batch-count", "3", "--out", place(), "--json"),
      5,
    );
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "workbench/cancelled",
        message: "Cancelled.",
        hint: "2 of 3 pictures were finished and are kept.",
      },
    });
    expect(Object.keys(await files()).sort()).toEqual(["00000-4242.png", "00001-4243.png"]);
  });

  it("ends a command that only looks where it is, were it waiting for input that never comes", async () => {
    const reading = Promise.withResolvers<void>();
    async function* endless(): AsyncGenerator<Uint8Array> {
      reading.resolve();
      await new Promise(() => undefined);
      yield new Uint8Array();
    }
    const io = { ...fakeIo(), stdin: endless() };
    void runCli(["prompt", "-"], io, { openWorkbench: fakeWorkbench().open, serveStudio: fakeServeStudio().serve });
    await reading.promise;
    io.interrupt();
    expect(io.quits).toEqual([130]);
  });

  it("closes the engine under a call that does not stop, after four seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const io = fakeIo({ env: { DANFANG_HOME: place() } });
      const measuring = Promise.withResolvers<void>();
      const closed = Promise.withResolvers<never>();
      const workbench = fakeWorkbench({
        bench() {
          measuring.resolve();
          return closed.promise;
        },
        close: async () => closed.reject(new DanfangError("engine/cancelled", { message: "Cancelled.", hint: "" }, {})),
      });
      const status = runCli(["bench"], io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
      await measuring.promise;
      io.interrupt();
      await vi.advanceTimersByTimeAsync(4000);
      expect(await status).toBe(130);
    } finally {
      vi.useRealTimers();
    }
  });

  it("pressed again ends the process at once", async () => {
    expect((await runInterrupted(txt2img("--steps", "9", "--out", place()), 3, 2)).quits).toEqual([130]);
  });
});
