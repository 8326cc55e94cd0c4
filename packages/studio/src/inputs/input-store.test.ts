import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openTroubles } from "../health/troubles.ts";
import { openSqliteQueue } from "../queue/sqlite-queue.ts";
import { openInputs } from "./input-store.ts";

const home = await temporaryFolder();
let serial = 0;
const day = 24 * 60 * 60 * 1000;

function openNew() {
  const folder = join(home, String(++serial));
  const clock = fakeClock();
  const { database } = openDatabase(join(home, `${serial}.sqlite`));
  const queue = openSqliteQueue({
    database,
    clock,
    onJob: () => undefined,
    onStatus: () => undefined,
    troubles: openTroubles(clock, () => undefined),
  });
  return { folder, clock, queue, inputs: openInputs({ folder, database, clock }) };
}
const blank = (shade: number, width = 6, height = 10) =>
  sharp({ create: { width, height, channels: 3, background: { r: shade, g: shade, b: shade } } });
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);
const png = (shade: number) => blank(shade).png().toBuffer();

describe("a picture that is handed in", () => {
  it("is kept byte for byte under its own hash, once", async () => {
    const { folder, inputs } = openNew();
    const bytes = await png(40);
    const kept = await inputs.put(bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const [width, height] = [6, 10];
    expect(kept).toEqual({ id: `input:${sha256}.png`, type: "image/png", width, height, sizeBytes: bytes.length });
    expect(await inputs.put(bytes)).toEqual(kept);
    expect(await readdir(folder)).toEqual([`${sha256}.png`]);
    expect(await readFile((await inputs.path(kept.id))!)).toEqual(bytes);
  });

  it("has the size that it is seen at, when its camera was turned", async () => {
    const { inputs } = openNew();
    const turned = await blank(40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inputs.put(turned)).toMatchObject({ type: "image/jpeg", width: 10, height: 6 });
  });

  it.each([
    ["nothing", async () => new Uint8Array()],
    ["a text", async () => Buffer.from("not a picture")],
    ["a drawing", async () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`)],
    ["half a picture", async () => half(await blank(90, 640, 640).jpeg().toBuffer())],
    ["a PNG without its end", async () => (await blank(90, 64, 64).png().toBuffer()).subarray(0, -30)],
    ["one that is too long", async () => blank(9, 16400, 1).png().toBuffer()],
  ])("is refused when it is %s, and nothing stays", async (_, bytes) => {
    const { folder, inputs } = openNew();
    await expect(inputs.put(await bytes())).rejects.toMatchObject({ code: "inputs/badPicture" });
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  });

  it.each(["", "input:", "input:../danfang.sqlite", "/etc/passwd", `input:${"a".repeat(64)}.exe`])(
    "is never the file %j",
    async (id) => {
      const { inputs } = openNew();
      expect(await inputs.path(id)).toBeUndefined();
    },
  );
});

it("what no job names and nobody handed in lately goes; the rest stays", async () => {
  const { folder, clock, queue, inputs } = openNew();
  const [forgotten, named, renewed] = await Promise.all(
    [20, 30, 40].map(async (shade) => inputs.put(await png(shade))),
  );
  await writeFile(join(folder, "half.part"), "left by a crash");
  const request = GenerationRequest.parse({ prompt: "apple", init: { image: named!.id } });
  await queue.submit({ request, priority: 0 });
  await queue.close(); // its clock ticks twice a second
  expect(await inputs.sweep()).toBe(0);
  clock.advance(6 * day);
  await inputs.put(await png(40));
  clock.advance(2 * day);
  await inputs.sweep();
  const kept = async (id: string) => (await inputs.path(id)) !== undefined;
  expect([await kept(forgotten!.id), await kept(named!.id), await kept(renewed!.id)]).toEqual([false, true, true]);
});
