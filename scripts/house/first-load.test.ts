import { expect, it } from "vitest";
import { loadedBy, valuesImportedIn } from "./first-load.ts";

it("help and mistakes are told without a package from outside being loaded", () => {
  const { files, packages } = loadedBy(["apps/cli/src/run-cli.ts", "apps/cli/src/io/process-io.ts"]);
  expect([...packages]).toEqual([]);
  expect(files).toContain("packages/domain/src/plain.ts");
  expect(files).not.toContain("packages/domain/src/index.ts");
  expect(files).toContain("packages/words/src/words-of.ts");
});

it("what a schema needs is found where it is loaded", () => {
  expect([...loadedBy(["packages/domain/src/index.ts"]).packages]).toContain("zod");
});

it("imports of types alone load nothing", () => {
  const code =
    'import type { A } from "./a.ts";\nimport { type B, c } from "./c.ts";\nexport * from "./d.ts";\nimport "./e.ts";\n';
  expect(valuesImportedIn(`${code}const f = await import("./f.ts");\n`)).toEqual(["./c.ts", "./d.ts", "./e.ts"]);
});
