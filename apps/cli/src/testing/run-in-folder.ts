import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { runCli } from "../run-cli.ts";
import { type FakeIoOptions, fakeIo } from "./fake-io.ts";
import { fakeServeStudio } from "./fake-serve-studio.ts";
import { fakeWorkbench } from "./fake-workbench.ts";

/** Runs commands for one test file, each test in a fresh folder, with a home in it. */
export function runInFolder() {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "danfang cli "));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    place: (...names: readonly string[]) => join(folder, ...names),
    async run(argv: readonly string[], options: FakeIoOptions & { workbench?: ReturnType<typeof fakeWorkbench> } = {}) {
      const workbench = options.workbench ?? fakeWorkbench();
      const io = fakeIo({ ...options, env: { DANFANG_HOME: join(folder, "home"), ...options.env } });
      const status = await runCli(argv, io, { openWorkbench: workbench.open, serveStudio: fakeServeStudio().serve });
      return { status, ...io.written, io, workbench };
    },
    /** Everything in the folder, by its path from there, with what is in it. */
    async files(): Promise<Record<string, string>> {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const read = paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, "utf8")] as const);
      return Object.fromEntries(await Promise.all(read));
    },
  };
}
