import { existsSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import process from "node:process";

/**
 * How to start npm: the one that runs this script, else the one beside this Node.js, else the one on the PATH.
 *
 * Comes back as `{ file, args, shell }` for `spawn`, or undefined where there is no npm. The first two run npm's own
 * JavaScript; only `npm.cmd`, the last resort on Windows, needs a shell.
 */
export function findNpm(env = process.env) {
  const script = [env.npm_execpath, ...besideNode(process.execPath)].find(
    (path) => path && basename(path) === "npm-cli.js" && existsSync(path),
  );
  if (script) {
    const node = env.npm_node_execpath;
    return { file: node && existsSync(node) ? node : process.execPath, args: [script], shell: false };
  }
  const isWindows = process.platform === "win32";
  const name = isWindows ? "npm.cmd" : "npm";
  const folders = (env.PATH ?? env.Path ?? "").split(delimiter);
  if (!folders.some((folder) => folder && existsSync(join(folder, name)))) return undefined;
  return { file: name, args: [], shell: isWindows };
}

/** Where the installers of Node.js put npm: in its folder on Windows, in `lib` next to `bin` elsewhere. */
const besideNode = (node) =>
  [dirname(node), join(dirname(dirname(node)), "lib")].map((folder) =>
    join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
  );
