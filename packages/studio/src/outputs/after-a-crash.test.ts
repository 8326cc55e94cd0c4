import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readImageText } from "@danfang/formats";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { describe, expect, it } from "vitest";
import { openStudio } from "../open-studio.ts";
import { everything, filesIn, order, outputsOf, testStudios } from "../testing/test-studios.ts";

const { newHome, openWith } = await testStudios();

describe("what a crash leaves behind", () => {
  /** A home as it is after a kill: a job that runs, and a promised picture in the state that `file` gives it. */
  async function crashedHome(file: "absent" | "reserved" | "partial" | "whole") {
    const home = newHome();
    const studio = await openStudio({ home, generate: greyPainter().generate });
    const { id } = await studio.queue.submit(order());
    const done = await studio.queue.wait(id);
    const path = (await studio.gallery.file(done.pictures[0]!))!;
    await studio.close();
    const bytes = await readFile(path);
    const database = new DatabaseSync(join(home, "danfang.sqlite"));
    const row = database.prepare("SELECT * FROM pictures").get()!;
    const picture = {
      id: row.id,
      jobId: id,
      path,
      width: 8,
      height: 8,
      sizeBytes: 0,
      modifiedAt: 1,
      createdAt: row.created_at,

      recipe: { prompt: "red apple", seed: 40 },
      infotext: readImageText(bytes),
      hasTimeline: true,
      isPassing: false,
      isOurs: true,
    };
    const promise = database.prepare("INSERT INTO pending_pictures VALUES (?, ?, ?, 0, ?)");
    promise.run(row.id!, path, id, JSON.stringify(picture));
    database.exec("DELETE FROM pictures; DELETE FROM picture_search");
    database.exec("UPDATE jobs SET state = 'running', pictures = '[]', owner = 'gone', finished_at = NULL");
    database.close();
    if (file !== "whole") await rm(path);
    if (file === "reserved" || file === "partial") await writeFile(path, "");
    const part = join(path, "..", `.${path.split(/[\\/]/).at(-1)}.0123456789ab.part`);
    if (file === "partial") await writeFile(part, bytes.subarray(0, 20));
    return { home, id, path, part };
  }

  it("a picture whose file is whole is its job's; it is not painted again", async () => {
    const { home, id } = await crashedHome("whole");
    const painter = greyPainter();
    const studio = await openWith({ home, generate: painter.generate });
    const job = await studio.queue.wait(id);
    expect(job).toMatchObject({ state: "done", pictures: [expect.any(String)] });
    expect(painter.requests).toEqual([]);
    expect((await studio.gallery.page({ ...everything, text: "apple" })).total).toBe(1);
  });

  it("another program's file under the promised name stays what it is", async () => {
    const { home, id, path } = await crashedHome("whole");
    const database = new DatabaseSync(join(home, "danfang.sqlite"));
    database.exec("UPDATE pending_pictures SET picture = json_set(picture, '$.infotext', 'another picture')");
    database.close();
    const before = await readFile(path);
    const studio = await openWith({ home, generate: greyPainter().generate });
    const job = await studio.queue.wait(id);
    expect(await studio.gallery.file(job.pictures[0]!)).not.toBe(path);
    expect(await readFile(path)).toEqual(before);
  });

  it.each(["absent", "reserved", "partial"] as const)(
    "a picture whose file is %s is painted anew, nothing else stays",
    async (state) => {
      const { home, id, part } = await crashedHome(state);
      const studio = await openWith({ home, generate: greyPainter().generate });
      const job = await studio.queue.wait(id);
      expect(job).toMatchObject({ state: "done", attempts: 2 });
      const path = (await studio.gallery.file(job.pictures[0]!))!;
      expect(await outputsOf(home)).toEqual([path]);
      expect(readImageText(await readFile(path))).toContain("Seed: 40");
      await expect(stat(part)).rejects.toThrow();
      expect(await filesIn(join(home, "timelines"))).toHaveLength(1);
    },
  );
});
