import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder of this test file's own, gone when its tests have run. Free of links, as paths in messages should be. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "danfang-test-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
