import { mkdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GenerationRequest, Picture, PictureQuery } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";
import { insertPicture } from "./picture-row.ts";
import { openGallery } from "./sqlite-gallery.ts";

const folder = await temporaryFolder();
let serial = 0;
const newHome = () => join(folder, `home-${++serial}`);
const everything = PictureQuery.parse({});
const open: Studio[] = [];
async function closeAll(): Promise<void> {
  for (const studio of open.splice(0)) await studio.close();
}
afterEach(closeAll);
async function openOn(home: string, clock = fakeClock()): Promise<Studio> {
  const studio = await openStudio({ home, clock, generate: greyPainter().generate });
  open.push(studio);
  return studio;
}

/** As drives, archives and clocks without a battery have them. Years; one is the first that NTFS knows. */
const years = [1601, 1901, 1969, 1970, 1980, 2038, 2106, 2255, 2256, 2300, 2446, 9999, 275_760];

describe("a picture whose file is dated", () => {
  it.each(years)("%s is taken in, shown, and still there after a restart", async (year) => {
    const home = newHome();
    const pictures = join(home, "pictures");
    await mkdir(pictures, { recursive: true });
    const file = join(pictures, "old.png");
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
      .png()
      .toFile(file);
    const date = new Date(Date.UTC(year, 0, 1));
    await utimes(file, date, date); // the file system may know fewer years
    const first = await openOn(home);
    expect(await first.gallery.importFolder(pictures)).toMatchObject({ added: 1, failed: [] });
    await closeAll();
    const { total, pictures: shown } = await (await openOn(home)).gallery.page(everything);
    expect(total).toBe(1);
    expect(Picture.parse(shown[0])).toEqual(shown[0]);
    expect(Date.parse(shown[0]!.createdAt)).toBeLessThanOrEqual(fakeClock().now());
  });
});

const numbers = [
  0,
  -0,
  1.5,
  -1,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  1e300,
  -1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  9_007_199_254_740,
];

describe.each(["createdAt", "modifiedAt", "width", "height", "sizeBytes"])("a picture's %s", (name) => {
  it.each(numbers)("may be %s without harm to it or to others", async (value) => {
    const home = newHome();
    const { database } = openDatabase(join(home, "danfang.sqlite"));
    const gallery = openGallery({ database, home, clock: fakeClock(), onPicture: () => undefined });
    for (const id of ["a", "b", "c"])
      insertPicture(database, {
        id,
        jobId: undefined,
        path: `/nowhere/${id}`,
        width: 8,
        height: 8,
        sizeBytes: 9,
        modifiedAt: 5,

        createdAt: 70_000,
        recipe: { prompt: id },
        infotext: "",
        hasTimeline: false,
        isPassing: false,
        isOurs: true,
        ...(id === "c" ? {} : { [name]: value }),
      });
    const { total, pictures } = await gallery.page(everything);
    expect(total).toBe(3);
    expect(pictures.map((picture) => Picture.parse(picture))).toEqual(pictures);
    expect(database.first("SELECT max(number) AS n FROM pictures")?.n).toBeLessThan(2 ** 53);
    database.close();
  });
});

it.each([-62_167_219_200_000, -1, 0, 10_413_792_000_000, 8.64e15])(
  "a clock that stands at %s paints, shows, and opens again when it is right",
  async (now) => {
    const home = newHome();
    const studio = await openOn(home, fakeClock(now));
    const { id } = await studio.queue.submit({
      request: GenerationRequest.parse({ prompt: "apple", steps: 1 }),
      priority: 0,
    });
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done" });
    await closeAll();
    const again = await openOn(home);
    expect((await again.gallery.page(everything)).total).toBe(1);
    expect(await again.queue.list()).toHaveLength(1);
    const next = await again.queue.submit({
      request: GenerationRequest.parse({ prompt: "pear", steps: 1 }),
      priority: 0,
    });
    expect(await again.queue.wait(next.id)).toMatchObject({ state: "done" });
  },
);

it("a home that an earlier version could not open again opens, with the picture of the year 2300 in it", async () => {
  const home = newHome();
  await openOn(home);
  await closeAll();
  const time = Date.UTC(2300, 0, 1);
  const database = new DatabaseSync(join(home, "danfang.sqlite"));
  database.exec(`
    INSERT INTO pictures (number, id, path, width, height, size_bytes, modified_at, is_ours, created_at, favourite)
      VALUES (${time * 1000}, 'far', '/elsewhere/far.png', 8, 8, 9, ${time}, 0, ${time}, 1);
    INSERT INTO picture_details VALUES (${time * 1000}, '{"prompt":"a distant castle"}', '');
    INSERT INTO picture_search (rowid, tokens) VALUES (${time * 1000}, 'castle cas')`);
  database.close();
  const studio = await openOn(home);
  const [far] = (await studio.gallery.page(everything)).pictures;
  expect(far).toMatchObject({ id: "far", favourite: true, recipe: { prompt: "a distant castle" } });
  await studio.gallery.setFavourite("far", false);
  expect((await studio.gallery.page({ ...everything, text: "castle" })).total).toBe(1);
});
