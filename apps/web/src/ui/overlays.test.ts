import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

it("whatever opens over the page is one of these, so that Back and Esc close it everywhere", () => {
  const others = globSync("**/*.{ts,tsx}", { cwd: root }).filter((file) => {
    const imports = readFileSync(`${root}${file}`, "utf8").match(/import \{[^}]*\} from "@mantine\/core"/g) ?? [];
    return imports.some((names) => /\b(?:Modal|Drawer)\b/.test(names));
  });
  expect(others).toEqual(["ui/dialog.tsx"]);
});
