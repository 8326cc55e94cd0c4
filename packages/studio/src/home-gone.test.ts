import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GenerationRequest, type Problem, problemOf } from "@danfang/domain";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openStudio } from "./open-studio.ts";
import type { Studio } from "./studio.ts";

const folder = await temporaryFolder();
let serial = 0;
const open: Studio[] = [];
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
  .png()
  .toBuffer();
const order = { request: GenerationRequest.parse({ prompt: "a", steps: 1 }), priority: 0 };

/** What lies where the home was. */
const instead: Readonly<Record<string, (home: string) => void>> = {
  nothing: () => {},
  "a file": (home) => writeFileSync(home, "somebody's"),
  "a link to itself": (home) => symlinkSync(home, home),
};

/** Whatever the studio keeps in its home, a change of each. */
const changes: Readonly<Record<string, (studio: Studio) => Promise<unknown>>> = {
  "an order": ({ queue }) => queue.submit(order),
  "the queue's pause": ({ queue }) => queue.pause(),
  "a setting": ({ settings }) => settings.patch({ language: "zh" }),
  "a picture to start from": ({ inputs }) => inputs.put(picture),
  "a style": ({ styles }) => styles.add({ name: "a", prompt: "b", negativePrompt: "" }),
};

/** Names that nobody chose: a file that is being written, a lock, a log. */
const innerName = /\.part\b|\.lock\b|-wal\b|-shm\b|\.[0-9a-f]{8,}\b/;

async function toldOf(change: (studio: Studio) => Promise<unknown>, put: (home: string) => void) {
  const home = join(folder, `home-${++serial}`);
  const studio = await openStudio({ home, generate: greyPainter().generate });
  open.push(studio);
  rmSync(home, { recursive: true });
  put(home);
  const told: Problem | undefined = await change(studio).then(() => undefined, problemOf);
  return { told, home };
}

const ways = Object.keys(instead).flatMap((put) => Object.keys(changes).map((change) => ({ put, change })));

describe.skipIf(process.platform === "win32")("a home that is gone while the studio runs", () => {
  it.each(ways)(
    "with $put in its place: $change is kept all the same, or refused without naming an inner file",
    async ({ put, change }) => {
      const { told, home } = await toldOf(changes[change]!, instead[put]!);
      if (!told) return;
      expect(told.code).toMatch(/^(database|disk|storage|formats|files|styles)\//);
      expect(`${told.message} ${told.zh?.message}`).not.toMatch(innerName);
      expect(told.message).toContain(home);
      await open.pop()?.close(); // that can be left, too
    },
  );

  it("is called gone by whoever wants the database, with what to do", async () => {
    const { told, home } = await toldOf(changes["an order"]!, instead.nothing!);
    expect(told).toMatchObject({ code: "storage/homeGone", facts: { folder: home } });
  });

  it("is written again, with everything in it, once there is a folder", async () => {
    const home = join(folder, `home-${++serial}`);
    const notices: string[] = [];
    const onNotice = ({ code }: Problem) => notices.push(code);
    const studio = await openStudio({ home, generate: greyPainter().generate, onNotice });
    open.push(studio);
    const { id } = await studio.queue.submit(order);
    await studio.queue.wait(id);
    rmSync(home, { recursive: true });
    await studio.settings.patch({ language: "en" });
    await studio.queue.pause();
    expect(notices).toContain("database/restored");
    expect(await studio.queue.get(id)).toMatchObject({ state: "done" });
  });
});
