import { copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GenerationRequest, type Job, type Picture } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";

const words = "misty castle on a cliff above the sea, 水墨, gulls, evening light, very detailed, ";

const order = (i: number, more: object = {}) => ({
  request: GenerationRequest.parse({
    prompt: `${words.repeat(1 + (i % 4))}number ${i}`,
    negativePrompt: "lowres, blurry",
    seed: 100 + i,
    steps: 2,
    ...more,
  }),
  priority: i % 3,
});

/** Fills a home as months of use do: jobs in every state, favourites, a bin, notes, models, a paused queue. */
export async function seedHome(home: string, jobs = 60): Promise<void> {
  const painter = greyPainter();
  const studio = await openStudio({
    home,
    clock: fakeClock(),
    generate: painter.generate,
  });
  painter.onStep = (_, { seed }) => {
    if (Number(seed) % 11 === 0) throw new Error("no picture of this one");
  };
  const submitted: Job[] = [];
  for (let i = 0; i < jobs; i++) submitted.push(await studio.queue.submit(order(i, { batchSize: 1 + (i % 2) })));
  for (const { id } of submitted) await studio.queue.wait(id);
  await studio.queue.pause();
  const waiting: Job[] = [];
  for (let i = jobs; i < jobs + 12; i++) waiting.push(await studio.queue.submit(order(i)));
  await studio.queue.cancel(waiting[3]!.id);
  const { pictures } = await allPictures(studio);
  for (const [i, { id }] of pictures.entries()) {
    if (i % 5 === 0) await studio.gallery.setFavourite(id, true);
    // Not both: of a picture in the bin whose row is lost no index knows that it is a favourite.
    else if (i % 7 === 0) await studio.gallery.remove(id);
  }
  await studio.models.refresh();
  await studio.close();
  const database = new DatabaseSync(join(home, "danfang.sqlite"));
  database.exec(`
    UPDATE jobs SET notes = '[{"code":"workbench/networkMissing","message":"no LoRA","hint":"take it out"}]'
      WHERE position % 9 = 0;
    UPDATE jobs SET state = 'running', owner = 'gone', attempts = 1, fruitless = 1 WHERE id = '${waiting[5]!.id}';
    INSERT INTO picture_folders VALUES ('/elsewhere/pictures')`);
  database.close();
}

/** The database of a seeded home in a home of its own; its pictures' files stay where they are. */
export async function copyHome(from: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true });
  await copyFile(join(from, "danfang.sqlite"), join(to, "danfang.sqlite"));
  await symlink(join(from, "timelines"), join(to, "timelines"));
  return join(to, "danfang.sqlite");
}

const allPictures = (studio: Studio) => studio.gallery.page({ deleted: false, offset: 0, limit: 500 });

/** Everything of a home that cannot be made again. */
export interface Belongings {
  readonly jobs: readonly Job[];
  readonly pictures: readonly Picture[];
  readonly found: number;
  readonly isPaused: boolean;
}

export async function belongingsOf(studio: Studio): Promise<Belongings> {
  const shown = await allPictures(studio);
  const binned = await studio.gallery.page({ deleted: true, offset: 0, limit: 500 });
  const found = await studio.gallery.page({ deleted: false, offset: 0, limit: 1, text: "castle" });
  return {
    jobs: await studio.queue.list(),
    // A recipe that is read from the picture's file again says what infotext says.
    pictures: [...shown.pictures, ...binned.pictures].map(({ recipe: { prompt, seed }, ...picture }) => ({
      ...picture,
      recipe: { prompt: prompt ?? "", seed: seed ?? 0 },
    })),
    found: found.total,
    isPaused: (await studio.queue.status()).paused,
  };
}
