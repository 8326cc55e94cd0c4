import { processIo } from "../io/process-io.ts";
import { runCli } from "../run-cli.ts";
import { fakeServeStudio } from "./fake-serve-studio.ts";
import { fakeWorkbench, paintGrey } from "./fake-workbench.ts";

/**
 * A command line whose pictures are never finished, as a process of its own: it tells its parent when it paints, and stops
 * between steps when asked; with `deaf` in the prompt, it never even looks whether it is asked; with `slow`, it stops a
 * while after it was asked, held by a timer that keeps no process alive.
 */
const laterMilliseconds = 200;
const workbench = fakeWorkbench({
  async *generate(request, { signal }) {
    const isDeaf = request.prompt.includes("deaf");
    signal?.addEventListener("abort", () => process.send?.("asked to stop"));
    process.send?.("painting");
    if (request.prompt.includes("slow")) await slowStop(signal);
    yield* paintGrey({ ...request, steps: Number.MAX_SAFE_INTEGER }, isDeaf ? undefined : signal);
  },
});
async function slowStop(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => signal?.addEventListener("abort", resolve));
  process.disconnect?.();
  await new Promise((resolve) => setTimeout(resolve, laterMilliseconds).unref());
}
process.exitCode = await runCli(process.argv.slice(2), processIo(), {
  openWorkbench: workbench.open,
  serveStudio: fakeServeStudio().serve,
});
if (process.connected) process.disconnect();
