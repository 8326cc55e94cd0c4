import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Files of the house that match a pattern, relative to its root, with slashes. Nothing installed or generated. */
export const filesOf = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: (path) => /(^|[\\/])(node_modules|dist|coverage|\.git)$/.test(path) })
    .map((path) => path.split(sep).join("/"))
    .sort();
export const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

type Dependencies = Readonly<Record<string, string>>;
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: string | Dependencies;
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
}
export interface Workspace {
  /** `engine` of `@danfang/engine` in `packages/engine`. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}
export interface Import {
  readonly file: string;
  readonly specifier: string;
}

export const workspaces: readonly Workspace[] = filesOf("packages/*/package.json", "apps/*/package.json").map(
  (file) => ({
    name: basename(dirname(file)),
    folder: dirname(file),
    manifest: JSON.parse(textOf(file)),
  }),
);
export const rootManifest: Manifest = JSON.parse(textOf("package.json"));

/** Every import of a workspace's TypeScript: static, re-exported, for its effects, dynamic, or of a type. */
export const importsOf = ({ folder }: Workspace): Import[] => filesOf(`${folder}/**/*.{ts,tsx}`).flatMap(importsIn);

export const importsIn = (file: string): Import[] =>
  specifiersIn(textOf(file)).map((specifier) => ({ file, specifier }));

export const specifiersIn = (code: string): string[] =>
  [
    ...code.matchAll(
      /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
    ),
  ].map(([, from, effect, dynamic]) => from ?? effect ?? dynamic ?? "");

/** Code that only tests and measurements run may use what is installed for development. */
export const isForTests = (file: string): boolean =>
  /\.(test|bench)\.tsx?$|\/(testing|goldens|test|e2e)\/|\.config\.ts$/.test(file);

/** `@danfang/engine` of `@danfang/engine/src/x.ts`, `zod` of `zod/v4`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/** Where a relative import or link leads, relative to the root of the house. */
export const targetOf = (file: string, link: string): string => posix.join(posix.dirname(file), link);
export const exists = (file: string): boolean => existsSync(join(root, file));
