import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sixteenDamages } from "../../../packages/studio/src/testing/damages.ts";
import { copyHome, seedHome } from "../../../packages/studio/src/testing/seeded-home.ts";
import type { Bench } from "../bench.ts";
import type { StudioProcess } from "../studio-process.ts";
import { until } from "../until.ts";
import type { Ordeal } from "./ordeal.ts";

interface Belongings {
  readonly jobs: number;
  readonly pictures: number;
  readonly favourites: number;
}

/** The sixteen ways in which a database was damaged once, done to the home of a few months. */
export const damagedDatabase: Ordeal = {
  name: "damaged database",
  seconds: 400,
  async run(bench) {
    const seeded = join(await bench.folder(), "seeded");
    await seedHome(seeded);
    const whole = await belongingsOf(await studioOn(bench, seeded, () => undefined));
    for (const { name, apply, keeps } of sixteenDamages) {
      const studio = await studioOn(bench, seeded, apply);
      const notice = await noticeOf(studio);
      const kept = await belongingsOf(studio);
      const aside = readdirSync(studio.home).filter((file) => file.includes("broken"));
      const isKept = {
        everything:
          kept.jobs === whole.jobs && kept.pictures === whole.pictures && kept.favourites === whole.favourites,
        rowsOfPages: kept.jobs > 0 || kept.pictures > 0,
        nothing: true,
      }[keeps];
      const holds = notice !== undefined && isKept && aside.length > 0 && (await paints(studio));
      const told = `${kept.jobs} of ${whole.jobs} jobs, ${kept.pictures} of ${whole.pictures} pictures, ${kept.favourites} of ${whole.favourites} favourites`;
      bench.check(
        `${name}: starts, says so, keeps ${wordsOf[keeps]}, paints`,
        holds,
        notice ? told : `nothing is said; ${told}`,
      );
      await studio.destroy();
    }
  },
};

const wordsOf = {
  everything: "everything",
  rowsOfPages: "what lies on other pages",
  nothing: "the damaged file",
} as const;

async function studioOn(bench: Bench, seeded: string, apply: (path: string) => void): Promise<StudioProcess> {
  const home = join(await bench.folder(), "home");
  apply(await copyHome(seeded, home));
  return bench.studio({ home });
}

/** What the studio says of its database, at once or when all of it has been looked at. */
async function noticeOf(studio: StudioProcess): Promise<unknown> {
  let notice: unknown;
  const look = async () => {
    const { notices } = (await studio.get("/v1/status")).body;
    notice = notices.find(({ code }: { code: string }) => code.startsWith("database/"));
    return notice !== undefined;
  };
  await until("the damage is told", look, 20).catch(() => undefined);
  return notice;
}

async function belongingsOf(studio: StudioProcess): Promise<Belongings> {
  const jobs = (await studio.get("/v1/jobs?limit=1000")).body.jobs;
  const pictures = (await studio.get("/v1/pictures?limit=500")).body;
  const favourites = (await studio.get("/v1/pictures?limit=500&favourite=true")).body;
  return { jobs: jobs.length, pictures: pictures.total, favourites: favourites.total };
}

async function paints(studio: StudioProcess): Promise<boolean> {
  await studio.send("POST", "/v1/queue/pause", {});
  for (const { id } of (await studio.get("/v1/jobs?state=queued&limit=1000")).body.jobs)
    await studio.send("DELETE", `/v1/jobs/${id}`, undefined);
  await studio.send("POST", "/v1/queue/resume", {});
  return (await studio.ended((await studio.order({ steps: 1 })).body.id)).state === "done";
}
