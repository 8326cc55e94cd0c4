import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { afterAll, expect, it, vi } from "vitest";

/** What a first visit may have to fetch before anything can be pressed, bytes of gzipped script. */
const most = 300_000;

afterAll(() => void vi.unstubAllEnvs());

async function chunksOfPage(): Promise<Map<string, Rolldown.OutputChunk>> {
  vi.stubEnv("NODE_ENV", "production"); // as it is served; otherwise React brings its warnings
  const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
  const built = (await build({ configFile, logLevel: "error", build: { write: false } })) as Rolldown.RolldownOutput;
  return new Map(built.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
}

it("the first page and the words of either language are 300 KB of gzipped script at most", async () => {
  const chunks = await chunksOfPage();
  const named = (file: string) => chunks.get(file) ?? expect.fail(`${file} was not built`);
  /** A chunk with all that it imports at once; what it imports later is not waited for. */
  const neededBy = (file: string): string[] => [file, ...named(file).imports.flatMap(neededBy)];
  const holding = (path: string) =>
    [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)))?.fileName ?? path;
  const sizes = ["en", "zh"].map((language) => {
    const files = new Set(
      [holding("/src/main.tsx"), holding(`/src/i18n/${language}/${language}.ts`)].flatMap(neededBy),
    );
    const modules = [...files].flatMap((file) => named(file).moduleIds);
    expect(modules.filter((id) => /[\\/]zod[\\/]/.test(id))).toEqual([]); // fields are data; schemas are the studio's
    return [...files].reduce((sum, file) => sum + gzipSync(named(file).code, { level: 9 }).length, 0);
  });
  for (const size of sizes) {
    expect(size).toBeGreaterThan(most / 10); // something was counted
    expect(size).toBeLessThanOrEqual(most);
  }
});
