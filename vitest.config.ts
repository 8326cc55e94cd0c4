import { defineConfig } from "vitest/config";

/** Slow suites (`*.slow.test.ts`), GPU suites (`*.gpu.test.ts`) and live suites (`*.live.test.ts`) wait to be asked. */
const asked = process.env.DANFANG_TESTS;
/** A file for the results as JSON, beside what is printed. */
const report = process.env.DANFANG_TEST_REPORT;

export default defineConfig({
  test: {
    include: asked ? [`**/*.${asked}.test.ts`] : ["**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", ...(asked ? [] : ["**/*.{slow,gpu,live}.test.ts"])],
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    // Files share what they import, which is four fifths of the time that importing takes. So a test leaves nothing behind:
    // no environment variable, no folder it went to.
    isolate: asked !== undefined,
    maxWorkers: 2, // also on two cores, where vitest would take one; so the engines of tests have one thread each
    testTimeout: asked ? 600_000 : 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } }, // a browser on a busy machine needs more than vitest's second; nothing waits longer
  },
});
