/**
 * Makes a clone ready to run: called before `npm start`, before `npm test` and by the launchers `danfang`, `danfang.cmd`.
 *
 * Plain JavaScript for whatever Node.js the machine has, with no dependencies: nothing is installed yet.
 * With `--page` it also builds the studio's page, which only the studio needs. Speaks on stderr only. Costs milliseconds when nothing changed; what fails or is interrupted is tried again next time.
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./prepare/failure.mjs";
import { install, isInstalled } from "./prepare/install.mjs";
import { withLock } from "./prepare/lock-folder.mjs";
import { buildPage, isPageBuilt } from "./prepare/page.mjs";

const oldestNode = 20;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What a clone needs, in order. A step that is not current runs; its own code knows what "current" means. */
const steps = [
  { says: "installing what Danfang needs, which takes a minute", isCurrent: isInstalled, run: install },
  ...(process.argv.includes("--page")
    ? [{ says: "building the studio's page", isCurrent: isPageBuilt, run: buildPage }]
    : []),
];

async function prepare() {
  if (Number.parseInt(process.versions.node, 10) < oldestNode)
    throw new Failure(
      `Danfang needs Node.js ${oldestNode} or newer to install itself; this is ${process.versions.node}.`,
      "Get a newer one from https://nodejs.org and try again.",
    );
  if (steps.every((step) => step.isCurrent(root))) return;
  await withLock(root, async () => {
    for (const step of steps) {
      if (step.isCurrent(root)) continue;
      process.stderr.write(`danfang: ${step.says} …\n`);
      await step.run(root);
    }
  });
}

prepare().catch((error) => {
  process.stderr.write(`\ndanfang: ${error instanceof Failure ? error.message : error.stack}\n`);
  if (error.hint) process.stderr.write(`  → ${error.hint}\n`);
  process.exitCode = error.exitCode ?? 1;
});
