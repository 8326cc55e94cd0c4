import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { floors } from "./house/floors.ts";
import { arrowsIn, circlesIn, tellArrows, upwardIn } from "./house/folders.ts";
import { isInPicture, mayImport } from "./house/picture.ts";
import {
  filesOf,
  type Import,
  importsIn,
  importsOf,
  isForTests,
  packageOf,
  rootManifest,
  specifiersIn,
  targetOf,
  textOf,
  workspaces,
} from "./house/workspaces.ts";

const ours = "@danfang/";
const told = ({ file, specifier }: Import) => `${file} imports ${specifier}`;

it("sees every kind of import", () => {
  const code = [
    'import a from "a";',
    'import {\n  b,\n  type C,\n} from "@b/b/c";',
    'export * from "./d.ts";',
    'import "e";',
    'const f = await import("f");',
    'const said = "from here";',
  ].join("\n");
  expect(specifiersIn(code)).toEqual(["a", "@b/b/c", "./d.ts", "e", "f"]);
});

it("every folder of packages and apps has its place in the picture, and its own name", () => {
  expect(workspaces.filter(({ name }) => !isInPicture(name))).toEqual([]);
  for (const { name, manifest } of workspaces) expect(manifest.name).toBe(ours + name);
});

it("the picture itself lets nothing go sideways or up", () => {
  expect(mayImport("engine", "weights")).toBe(true);
  expect(mayImport("engine", "library")).toBe(false);
  expect(mayImport("weights", "engine")).toBe(false);
  expect(mayImport("web", "domain")).toBe(true);
  expect(mayImport("web", "workbench")).toBe(false);
});

describe.each(workspaces)("$folder", (workspace) => {
  const { name, folder, manifest } = workspace;
  const imports = importsOf(workspace);
  const ofPackages = imports.filter(({ specifier }) => !specifier.startsWith(".") && !isBuiltin(specifier));
  const runtime = Object.keys(manifest.dependencies ?? {});
  const development = [manifest.devDependencies, rootManifest.devDependencies].flatMap((all) => Object.keys(all ?? {}));

  it("depends on lower rows only", () => {
    const siblings = [...runtime, ...Object.keys(manifest.devDependencies ?? {})].filter((to) => to.startsWith(ours));
    expect(siblings.filter((to) => !mayImport(name, to.slice(ours.length)))).toEqual([]);
  });

  it("imports from lower rows only", () => {
    const siblings = ofPackages.filter(({ specifier }) => specifier.startsWith(ours));
    const wrong = siblings.filter(({ specifier }) => !mayImport(name, packageOf(specifier).slice(ours.length)));
    expect(wrong.map(told)).toEqual([]);
  });

  it("enters another package by its door, never by its files", () => {
    const byPath = imports.filter(
      ({ file, specifier }) => specifier.startsWith(".") && !targetOf(file, specifier).startsWith(`${folder}/`),
    );
    const isDoor = ({ file, specifier }: Import) =>
      specifier === packageOf(specifier) ||
      specifier === "@danfang/domain/plain" || // the one door beside a main one: what needs no schema
      (isForTests(file) && specifier.startsWith(`${packageOf(specifier)}/testing/`));
    const inside = ofPackages.filter((one) => one.specifier.startsWith(ours) && !isDoor(one));
    expect([...byPath, ...inside].map(told)).toEqual([]);
  });

  it("lists what it imports; only tests import what is there for development", () => {
    const missing = ofPackages.filter(({ file, specifier }) => {
      const wanted = packageOf(specifier);
      return !runtime.includes(wanted) && !(isForTests(file) && development.includes(wanted));
    });
    expect(missing.map(told)).toEqual([]);
  });

  it("has no circle of imports at any level of its folders, of files or of folders", () => {
    expect(circlesIn(arrowsIn(imports)).map(tellArrows)).toEqual([]);
  });

  it("leaves tests and their parts out of what runs", () => {
    const wrong = imports.filter(
      ({ file, specifier }) => !isForTests(file) && specifier.startsWith(".") && isForTests(targetOf(file, specifier)),
    );
    expect(wrong.map(told)).toEqual([]);
  });
});

describe.each(Object.entries(floors))("the floors of %s", (folder, rows) => {
  const files = filesOf(`${folder}/*/**/*.{ts,tsx}`).filter((file) => !isForTests(file));

  it("give every room its place", () => {
    const rooms = new Set(files.map((file) => file.slice(folder.length + 1).split("/")[0]));
    expect(rows.flat().toSorted()).toEqual([...rooms].toSorted());
  });

  it("are never left upwards", () => {
    const imports = files.flatMap((file) => importsIn(file));
    expect(upwardIn(arrowsIn(imports), folder, rows).map((arrow) => tellArrows([arrow]))).toEqual([]);
  });
});

describe("package-lock.json", () => {
  interface Locked {
    readonly resolved?: string;
    readonly link?: boolean;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const locked: [string, Locked][] = Object.entries(JSON.parse(textOf("package-lock.json")).packages);
  const names = new Set(locked.map(([path]) => path.split("node_modules/").at(-1)));

  it("holds every platform's packages; with one missing, npm ci refuses the whole file", () => {
    const missing = locked.flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !names.has(name))
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("names no registry: each user's own serves it", () => {
    expect(locked.filter(([, { resolved, link }]) => resolved !== undefined && !link)).toEqual([]);
  });
});
