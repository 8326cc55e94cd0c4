import { packageOf, targetOf, textOf, workspaces } from "./workspaces.ts";

/**
 * What Node loads before a file's first line runs: the file, everything it imports statically as a value, and so on.
 * Gives our own files and, of others, the packages' names. Imports of types are erased, dynamic ones come later.
 */
export function loadedBy(first: readonly string[]): { files: ReadonlySet<string>; packages: ReadonlySet<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [...first];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const specifier of valuesImportedIn(textOf(file))) {
      const own = specifier.startsWith(".") ? targetOf(file, specifier) : entryOf(specifier);
      if (own !== undefined) waiting.push(own);
      else if (!specifier.startsWith("node:")) packages.add(packageOf(specifier));
    }
  }
  return { files, packages };
}

export const valuesImportedIn = (code: string): string[] =>
  [...code.matchAll(/^(?:import|export)\s+(?!type\b)[^;"'`]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"/gm)].map(
    ([, from, effect]) => from ?? effect ?? "",
  );

/** The file behind a door of one of our packages. */
function entryOf(specifier: string): string | undefined {
  const house = workspaces.find(({ manifest }) => manifest.name === packageOf(specifier));
  if (!house) return undefined;
  const { exports } = house.manifest;
  const door = `.${specifier.slice(house.manifest.name.length)}`;
  return targetOf(`${house.folder}/package.json`, typeof exports === "string" ? exports : (exports?.[door] ?? ""));
}
