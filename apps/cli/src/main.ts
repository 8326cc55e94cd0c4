import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Stripped and compiled code is kept from run to run, which takes a start from about 250 ms to 60. Where it cannot be
// written, nothing is lost but time. It only helps what is imported after it, hence no static import of our own here.
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/danfang", import.meta.url)));

import type { ServeStudio } from "./command/serve-studio.ts";

const { processIo } = await import("./io/process-io.ts");
const { runCli } = await import("./run-cli.ts");
process.exitCode = await runCli(process.argv.slice(2), processIo(), {
  openWorkbench: async (options) => (await import("@danfang/workbench")).openWorkbench(options),
  serveStudio: async (options) => {
    // Server and command line are skins side by side, and neither imports the other. `danfang studio` starts the
    // server's own main, as a shell would, but in this process: one start, one Ctrl-C. It is held to `ServeStudio`.
    const main = new URL("../../server/src/main.ts", import.meta.url).href;
    return ((await import(main)) as { startStudio: ServeStudio }).startStudio(options);
  },
});
