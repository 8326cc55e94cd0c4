import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { expect, it } from "vitest";
import { openStyles } from "../styles/style-store.ts";
import { withLock } from "./file-lock.ts";

const folder = await temporaryFolder();
const program = fileURLToPath(new URL("../testing/save-many.ts", import.meta.url));

/** A process that waits for a word to begin, and the lines that it says from then on. */
async function start(home: string, name: string, count: number) {
  const child = spawn(process.execPath, [program, home, name, String(count)], { stdio: ["pipe", "pipe", "inherit"] });
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on("line", (line) => said.push(line));
  await once(lines, "line");
  said.length = 0;
  return { child, said, begin: () => child.stdin.write("go\n") };
}
const ended = (child: ChildProcess) => once(child, "close");
const names = async (home: string) =>
  (await openStyles({ home, roots: async () => [] }).list()).map(({ name }) => name);

it("two processes that save at once lose nothing of each other: every style that was acknowledged is kept", async () => {
  const home = join(folder, "two");
  const both = await Promise.all([start(home, "one", 5), start(home, "two", 5)]);
  for (const { begin } of both) begin();
  await Promise.all(both.map(({ child }) => ended(child)));
  const acknowledged = both.flatMap(({ said }) => said);
  expect(acknowledged).toHaveLength(10);
  expect((await names(home)).sort()).toEqual(acknowledged.sort());
  expect(JSON.parse(await readFile(join(home, "config.json"), "utf8"))).toEqual({
    language: "zh",
    colourScheme: "dark",
  });
});

it("a process that is killed while it saves holds nobody up, and what it was told is kept", async () => {
  const home = join(folder, "killed");
  const { child, said, begin } = await start(home, "one", 10_000);
  begin();
  await once(child.stdout!, "data");
  child.kill("SIGKILL");
  await ended(child);
  await openStyles({ home, roots: async () => [] }).add({ name: "after", prompt: "ink", negativePrompt: "" });
  const kept = await names(home);
  expect(kept).toEqual(expect.arrayContaining([...said, "after"]));
});

it("a lock that another holds is waited for, one after the other", async () => {
  const file = join(folder, "waited", "file");
  const order: string[] = [];
  const work = (name: string) =>
    withLock(file, async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    });
  await Promise.all([work("a"), work("b"), work("c")]);
  expect(order.map((line) => line.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends", "begins", "ends"]);
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(file, async () => "free again")).toBe("free again");
});

it.skipIf(process.platform === "win32").each([
  ["a folder", (lock: string) => mkdir(lock), /danfang\.lock beside it is no file/],
  ["a pipe", (lock: string) => promisify(execFile)("mkfifo", [lock]), /danfang\.lock beside it is no file/],
  ["a link to a folder that is gone", (lock: string) => symlink("/gone/lock", lock), /its folder does not exist/],
])("where the lock cannot be had the file system says why, not the database: %s", async (name, put, reason) => {
  const home = join(folder, name);
  await mkdir(home);
  await put(join(home, "danfang.lock"));
  const refused = withLock(join(home, "styles.csv"), async () => undefined);
  await expect(refused).rejects.toMatchObject({ code: "formats/unwritable", message: reason });
});
