import { copyFile, mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printSafetensors } from "@danfang/formats";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

const folder = await temporaryFolder();
const root = join(folder, "webui");
const loras = join(root, "models/Lora");
await mkdir(loras, { recursive: true });
const lora = printSafetensors(
  [{ name: "lora_unet_x.lora_down.weight", dtype: "F16", shape: [4, 6], data: new Uint8Array(48) }],
  { "modelspec.trigger_phrase": "ink" },
);
await writeFile(join(loras, "水墨 ink.safetensors"), lora);
await writeFile(join(loras, "broken.safetensors"), "no header");

async function run(...argv: readonly string[]) {
  const io = fakeIo();
  const line = ["models", ...argv, "--home", join(folder, "home"), "--models", root];
  const status = await runCli(line, io, { openWorkbench: fakeWorkbench().open, serveStudio: fakeServeStudio().serve });
  return { status, ...io.written };
}
const json = async (...argv: readonly string[]) => JSON.parse((await run(...argv, "--json")).stdout);

it("models are listed with where they are and what they are, page by page", async () => {
  const found = await json("list", "--kind", "lora", "--search", "水", "--limit", "1");
  expect(found).toMatchObject({ total: 1, scanning: false });
  expect(found.items).toMatchObject([
    {
      name: "水墨 ink.safetensors",
      path: join(loras, "水墨 ink.safetensors"),
      root,
      kind: "lora",
      triggerWords: ["ink"],
    },
  ]);
  const { items, nextCursor } = await json("list", "--limit", "1");
  const rest = await json("list", "--cursor", nextCursor);
  expect(rest.items.map(({ id }: { id: string }) => id)).not.toContain(items[0].id);
  expect(rest.items.length + 1).toBe(rest.total);
  expect(rest.items.at(-1)).toMatchObject({ name: "broken.safetensors", broken: { code: expect.any(String) } });
});

it("all hashes by which programs name a model come of one read", async () => {
  const { items } = await json("hash", "水墨 ink");
  expect(items).toMatchObject([
    {
      hashes: {
        autoV1: "e3b0c442", // of nothing, as AUTOMATIC1111 says of every file below a mebibyte
        autoV2: items[0].hashes.sha256.slice(0, 10),
        autoV3: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    },
  ]);
  expect((await json("list", "--search", "水")).items[0].hashes.sha256).toBe(items[0].hashes.sha256);
});

it("files that hold the same are found, and what changed since it was hashed", async () => {
  const [first, second] = [join(loras, "水墨 ink.safetensors"), join(loras, "copy.safetensors")];
  await copyFile(first, second);
  const { groups } = await json("duplicates");
  expect(groups.map(({ items }: { items: { path: string }[] }) => items.map(({ path }) => path))).toEqual([
    [second, first].sort(),
  ]);
  expect(await run("verify", "copy")).toMatchObject({ status: 0 });
  const time = new Date(1_700_000_000_000);
  await utimes(second, time, time);
  await json("hash", "copy");
  const rotten = lora.slice();
  rotten[rotten.length - 1] = 9;
  await writeFile(second, rotten);
  await utimes(second, time, time); // as a disk rots: nothing shows it but the bytes
  expect(await json("verify", "copy")).toMatchObject({ items: [{ state: "changed" }] });
  expect((await run("verify", "copy")).status).toBe(1);
});

it("a downloaded file is placed, shelved, restored, and all of it undone", async () => {
  const file = join(folder, "spring.safetensors");
  await writeFile(file, lora);
  const asked = await json("place", file, "--dry-run");
  const { actions, undoId } = await json("place", file);
  expect(actions).toEqual(asked.actions);
  expect(actions).toEqual([
    { do: "move", from: file, to: join(folder, "home/models/Lora/spring.safetensors"), bytes: lora.length },
  ]);
  await json("shelve", "spring");
  expect((await json("list", "--search", "spring")).items).toMatchObject([{ shelved: true }]);
  await json("restore", "spring");
  expect((await json("list", "--search", "spring")).items).toMatchObject([{ shelved: false, path: actions[0].to }]);
  expect(await run("undo", undoId)).toMatchObject({ status: 0, stdout: expect.stringContaining(file) });
  expect((await json("list", "--search", "spring")).total).toBe(0);
  expect(await run("undo", undoId)).toMatchObject({ status: 1 });
});

it.each([
  [["place"]],
  [["shelve"]],
  [["undo", "a", "b"]],
  [[]],
  [["paint"]],
  [["list", "x"]],
  [["list", "--kind", "cat"]],
])("of %j is said what is wrong", async (argv) => {
  expect(await run(...argv)).toMatchObject({ status: 2, stdout: "" });
});
