import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

/** A new folder with files of these names, gone when the tests of the file have run. Their content is their name. */
export async function plantFiles(...names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "danfang-test-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  await Promise.all(
    names.map(async (name) => {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), name);
    }),
  );
  return folder;
}
