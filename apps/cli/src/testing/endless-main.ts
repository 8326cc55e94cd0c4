import { processIo } from "../io/process-io.ts";
import { runCli } from "../run-cli.ts";
import { fakeServeStudio } from "./fake-serve-studio.ts";
import { fakeWorkbench, paintGrey } from "./fake-workbench.ts";

/**
 * A command line whose pictures are never finished, as a process of its own: it tells its parent when it paints, and stops
 * between steps when asked; with `deaf` in the prompt, it never even looks whether it is asked.
 */
const workbench = fakeWorkbench({
  async *generate(request, { signal }) {
    const isDeaf = request.prompt.includes("deaf");
    signal?.addEventListener("abort", () => process.send?.("asked to stop"));
    process.send?.("painting");
    yield* paintGrey({ ...request, steps: Number.MAX_SAFE_INTEGER }, isDeaf ? undefined : signal);
  },
});
process.exitCode = await runCli(process.argv.slice(2), processIo(), {
  openWorkbench: workbench.open,
  serveStudio: fakeServeStudio().serve,
});
process.disconnect?.();
