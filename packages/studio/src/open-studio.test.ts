import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GenerationRequest, type StudioEvent, type TroubleNews } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { engineErrors } from "@danfang/engine";
import { readImageText } from "@danfang/formats";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStudio } from "./open-studio.ts";
import type { Studio, StudioOptions } from "./studio.ts";

const folder = await temporaryFolder();
let serial = 0;
const newHome = () => join(folder, `home-${++serial}`);
const order = (more: object = {}) => ({
  request: GenerationRequest.parse({ prompt: "red apple", seed: 40, steps: 3, ...more }),
  priority: 0,
});
const everything = { deleted: false, offset: 0, limit: 100 };

const open: Studio[] = [];
async function openWith(options: StudioOptions): Promise<Studio> {
  const studio = await openStudio(options);
  open.push(studio);
  return studio;
}
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

const seedsOf = async (studio: Studio, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => studio.gallery.get(id)))).map((picture) => picture?.recipe.seed);
const outputsOf = (home: string) => filesIn(join(home, "outputs"));

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Everything that is told until `stop`; begins at once. */
function listen(studio: Studio) {
  const stop = new AbortController();
  const told: StudioEvent[] = [];
  const ended = (async () => {
    for await (const { event } of studio.events.since(undefined, stop.signal)) told.push(event);
  })();
  const end = () => {
    stop.abort();
    return ended;
  };
  return { told, end };
}

describe("a job in the studio", () => {
  it("becomes pictures: whole files by day and number, in the gallery with their recipes, told as they come", async () => {
    const home = newHome();
    const painter = greyPainter();
    const studio = await openWith({ home, clock: fakeClock(), generate: painter.generate });
    const { told, end } = listen(studio);
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 2 }));
    const job = await studio.queue.wait(id);
    await end();
    expect(job).toMatchObject({ state: "done", attempts: 1, step: 3, steps: 3, batch: 1 });
    const { total, pictures } = await studio.gallery.page(everything);
    expect(total).toBe(4);
    expect(pictures.map((picture) => picture.id).reverse()).toEqual(job.pictures);
    expect(pictures.map(({ recipe }) => recipe.seed)).toEqual([43, 42, 41, 40]);
    const path = await studio.gallery.file(job.pictures[1]!);
    expect(path).toMatch(/outputs.txt2img.2026-05-17.00001-41\.png$/);
    expect(readImageText(await readFile(path!))).toContain("Seed: 41");
    expect((await outputsOf(home)).length).toBe(4);
    expect(told.filter(({ type }) => type === "picture")).toHaveLength(4);
    expect(told.filter(({ type }) => type === "progress").at(-1)).toMatchObject({ batch: 1, step: 3, etaSeconds: 0 });
  });

  it("is held while another program has the database, said so, and kept once when it is free again", async () => {
    const home = newHome();
    const clock = fakeClock();
    const painter = greyPainter();
    const told: string[] = [];
    const onTrouble = ({ state, trouble }: TroubleNews) => told.push(`${trouble.problem.code} ${state}`);
    const studio = await openWith({ home, clock, onTrouble, generate: painter.generate });
    const other = new DatabaseSync(join(home, "danfang.sqlite"));
    painter.onStep = (step) => {
      if (step === 3) other.exec("BEGIN IMMEDIATE");
    };
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const until = async (isThere: () => boolean) => {
      while (!isThere()) {
        clock.advance(200);
        await nextTurn();
      }
    };
    await until(() => told.length > 0);
    expect(await studio.queue.get(id)).toMatchObject({ state: "running", pictures: [] });
    expect(studio.troubles.now).toMatchObject([{ key: "outputs", problem: { code: "storage/busy" } }]);
    other.exec("COMMIT");
    other.close();
    await until(() => told.length > 1);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
    expect(told).toEqual(["storage/busy begun", "storage/busy over"]);
    expect((await studio.gallery.page(everything)).total).toBe(2);
    expect(await outputsOf(home)).toHaveLength(2);
  });

  it("keeps how the first picture of each batch came out of noise", async () => {
    const studio = await openWith({ home: newHome(), generate: greyPainter().generate });
    const { pictures } = await studio.queue.wait((await studio.queue.submit(order({ batchSize: 2 }))).id);
    const steps = await studio.gallery.timeline(pictures[0]!);
    expect(steps.map(({ step, sigma }) => [step, sigma])).toEqual([
      [1, 15],
      [2, 7.5],
      [3, 5],
    ]);
    expect(steps[0]!.preview).toMatch(/^data:image\/png;base64,/);
    expect(await studio.gallery.timeline(pictures[1]!)).toEqual([]);
  });

  it("keeps neither timeline nor metadata when settings say so, and writes the format they say", async () => {
    const studio = await openWith({ home: newHome(), generate: greyPainter().generate });
    await studio.settings.patch({ output: { format: "webp", metadata: false }, previews: { timeline: false } });
    const { pictures } = await studio.queue.wait((await studio.queue.submit(order())).id);
    const path = await studio.gallery.file(pictures[0]!);
    expect(path).toMatch(/\.webp$/);
    expect(readImageText(await readFile(path!))).toBeUndefined();
    expect(await studio.gallery.get(pictures[0]!)).toMatchObject({ hasTimeline: false, recipe: { seed: 40 } });
  });

  it("that is not for the gallery is not shown there, and goes away after a while", async () => {
    const clock = fakeClock();
    const home = newHome();
    const studio = await openWith({ home, clock, generate: greyPainter().generate });
    const { id } = await studio.queue.submit(order(), { source: "sdapi", keepInGallery: false });
    const { pictures } = await studio.queue.wait(id);
    const path = await studio.gallery.file(pictures[0]!);
    expect((await stat(path!)).size).toBeGreaterThan(0);
    expect((await studio.gallery.page(everything)).total).toBe(0);
    expect((await studio.gallery.page({ ...everything, text: "apple" })).total).toBe(0);
    clock.advance(2 * 60 * 60 * 1000);
    await studio.queue.wait((await studio.queue.submit(order({ seed: 90 }))).id);
    await studio.close();
    open.splice(0);
    await expect(stat(path!)).rejects.toThrow();
  });

  it("tells what of the order did not act, with the job and its events", async () => {
    const { generate } = greyPainter();
    const note = {
      code: "workbench/networkMissing",
      message: "There is no LoRA.",
      hint: "Take it out.",
      facts: { n: 1 },
    };
    const studio = await openWith({
      home: newHome(),
      async *generate(...order) {
        yield { type: "note", note };
        yield* generate(...order);
      },
    });
    const { told, end } = listen(studio);
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    await end();
    expect(job).toMatchObject({ state: "done", notes: [note] });
    const early = told.filter((event) => event.type === "job" && event.job.state === "running" && event.job.notes);
    expect(early.length).toBeGreaterThan(0);
    expect(told).toContainEqual(expect.objectContaining({ picture: expect.objectContaining({ notes: [note] }) }));
  });

  it("leaves with its pictures what was said of it, when it is long forgotten itself", async () => {
    const { generate } = greyPainter();
    const home = newHome();
    const note = { code: "workbench/networkMissing", message: "There is no LoRA.", hint: "", facts: { name: "ink" } };
    const studio = await openWith({
      home,
      async *generate(request, how) {
        if (request.seed === 40) yield { type: "note", note };
        yield* generate(request, how);
      },
    });
    const ids = [];
    for (const seed of [40, 41]) {
      const { id } = await studio.queue.submit(order({ seed }));
      ids.push(...(await studio.queue.wait(id)).pictures);
    }
    expect(await studio.queue.clearFinished()).toBe(2);
    await studio.close();
    open.splice(0);
    const later = await openWith({ home, generate });
    const { pictures } = await later.gallery.page(everything);
    expect(pictures.map(({ notes }) => notes)).toEqual([undefined, [note]]);
    expect((await later.gallery.get(ids[0]!))?.notes).toEqual([note]);
    await later.gallery.remove(ids[0]!);
    await later.gallery.purge(ids[0]!);
    expect((await later.gallery.page(everything)).total).toBe(1);
  });

  it("fails with the problem when the order is at fault, at once", async () => {
    const painter = greyPainter();
    painter.onStep = () => {
      throw engineErrors.badSize({ width: 65, height: 64 });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    expect(job).toMatchObject({ state: "failed", attempts: 1, problem: { code: "engine/badSize" } });
  });

  it("is painted on where it was when the engine crashes, with the same seeds", async () => {
    const painter = greyPainter();
    painter.onStep = (step) => {
      if (step === 5) throw engineErrors.crashed({ signal: "SIGKILL", doing: "denoise", lastWords: "" });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order({ batchCount: 3 }))).id);
    expect(job).toMatchObject({ state: "done", attempts: 2 });
    expect(painter.requests.map(({ seed, batchCount }) => [seed, batchCount])).toEqual([
      [40, 3],
      [41, 2],
    ]);
    const { pictures } = await studio.gallery.page(everything);
    expect(pictures.map(({ recipe }) => recipe.seed)).toEqual([42, 41, 40]);
  });

  it("fails honestly when the engine crashes each time", async () => {
    const painter = greyPainter();
    painter.onStep = () => {
      throw engineErrors.outOfMemory({ doing: "denoise" });
    };
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const job = await studio.queue.wait((await studio.queue.submit(order())).id);
    expect(job).toMatchObject({ state: "failed", attempts: 3, problem: { code: "queue/triedTooOften" } });
    expect(job.problem?.message).toContain("not enough memory");
  });

  it("stops between steps when it is cancelled; the next one is painted", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    const first = await studio.queue.submit(order({ steps: 1000 }));
    const second = await studio.queue.submit(order());
    painter.onStep = async (step) => {
      if (step === 4) await studio.queue.cancel(first.id);
    };
    expect(await studio.queue.wait(first.id)).toMatchObject({ state: "cancelled", step: 4, pictures: [] });
    expect((await studio.queue.wait(second.id)).state).toBe("done");
  });

  it("goes on with the next batch when one is skipped, its seeds left out", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 5) await studio.queue.skipBatch(id); // steps 4 to 6 are those of the second batch
    };
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 3 }));
    const job = await studio.queue.wait(id);
    expect(job).toMatchObject({ state: "done", attempts: 1, batch: 2 });
    expect(await seedsOf(studio, job.pictures)).toEqual([40, 41, 44, 45]);
  });

  it("ends when its last batch is skipped", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 4) await studio.queue.skipBatch(id);
    };
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const job = await studio.queue.wait(id);
    expect(job.state).toBe("done");
    expect(await seedsOf(studio, job.pictures)).toEqual([40]);
  });

  it("keeps the batch in hand when no other is wanted, and goes on when it is tried again", async () => {
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), generate: painter.generate });
    painter.onStep = async (step) => {
      if (step === 5) await studio.queue.cancelAfterBatch(id);
    };
    const { id } = await studio.queue.submit(order({ batchSize: 2, batchCount: 3 }));
    const job = await studio.queue.wait(id);
    expect(job.state).toBe("cancelled");
    expect(await seedsOf(studio, job.pictures)).toEqual([40, 41, 42, 43]);
    await studio.queue.retry(id);
    const whole = await studio.queue.wait(id);
    expect(whole.state).toBe("done");
    expect(await seedsOf(studio, whole.pictures)).toEqual([40, 41, 42, 43, 44, 45]);
  });

  it("goes back to the queue when the studio closes, and is finished by the next", async () => {
    const home = newHome();
    const painter = greyPainter();
    const studio = await openWith({ home, generate: painter.generate });
    const { id } = await studio.queue.submit(order({ batchCount: 2 }));
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step === 5) {
        reached.resolve();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await reached.promise;
    await studio.close();
    open.splice(0);
    const next = await openWith({ home, generate: greyPainter().generate });
    expect(await next.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
    expect((await next.gallery.page(everything)).total).toBe(2);
  });
});

it("a second studio on the same home tells of what the first one paints", async () => {
  const home = newHome();
  const first = await openWith({ home, generate: greyPainter().generate });
  const clock = fakeClock();
  const second = await openWith({ home, clock, generate: greyPainter().generate });
  const { told, end } = listen(second);
  const { id } = await first.queue.submit(order({ batchSize: 2 }));
  const { pictures } = await first.queue.wait(id);
  clock.advance(1000);
  await vi.waitFor(() => expect(told.filter(({ type }) => type === "picture")).toHaveLength(2));
  await end();
  const jobs = told.flatMap((event) => (event.type === "job" ? [event.job] : []));
  expect(jobs.at(-1)).toMatchObject({ id, state: "done", pictures });
  expect(told.flatMap((event) => (event.type === "picture" ? [event.picture.id] : []))).toEqual(pictures);
});

describe("an engine that says nothing", () => {
  it("is ended, and its job tried again", async () => {
    const clock = fakeClock();
    const painter = greyPainter();
    const hanging = Promise.withResolvers<void>();
    const studio = await openWith({ home: newHome(), clock, patienceSeconds: 60, generate: painter.generate });
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step !== 2) return;
      reached.resolve();
      await hanging.promise;
      throw engineErrors.crashed({ signal: "SIGKILL", doing: "denoise", lastWords: "" }); // what killing it leads to
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    const { told, end } = listen(studio);
    clock.advance(61_000);
    hanging.resolve();
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 2 });
    await end();
    const problems = told.flatMap((event) => (event.type === "job" ? [event.job.problem?.code] : []));
    expect(problems).toContain("queue/engineHung");
  });

  /** A studio whose first job waits for ever at its second step, deaf to everything. */
  async function hangingStudio() {
    const clock = fakeClock();
    const painter = greyPainter();
    const studio = await openWith({ home: newHome(), clock, patienceSeconds: 60, generate: painter.generate });
    const reached = Promise.withResolvers<void>();
    painter.onStep = async (step) => {
      if (step !== 2) return;
      reached.resolve();
      await new Promise(() => undefined);
    };
    const { id } = await studio.queue.submit(order());
    await reached.promise;
    return { clock, studio, id };
  }

  it("even after it was ended is left alone, and its job tried again", async () => {
    const { clock, studio, id } = await hangingStudio();
    clock.advance(60_000);
    clock.advance(5_000);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "done", attempts: 2 });
  });

  it("does not keep a cancelled job running for longer than 75 seconds, nor the next one waiting", async () => {
    const { clock, studio, id } = await hangingStudio();
    await studio.queue.cancel(id);
    clock.advance(75_000);
    expect(await studio.queue.wait(id)).toMatchObject({ state: "cancelled" });
    const next = await studio.queue.submit(order());
    expect(await studio.queue.wait(next.id)).toMatchObject({ state: "done" });
  });

  it("does not bring a job back that was cancelled before the studio closed", async () => {
    const { clock, studio, id } = await hangingStudio();
    const { home } = studio;
    await studio.queue.cancel(id);
    const closed = studio.close();
    clock.advance(10_000);
    await closed;
    open.splice(0);
    const again = await openWith({ home, clock, generate: greyPainter().generate });
    expect(await again.queue.get(id)).toMatchObject({ state: "cancelled" });
  });

  it("does not keep the studio open for longer than ten seconds, and its job is queued again as if it had not begun", async () => {
    const { clock, studio, id } = await hangingStudio();
    const { home } = studio;
    const closed = studio.close();
    clock.advance(10_000);
    await closed;
    open.splice(0);
    const again = await openWith({ home, clock, generate: greyPainter().generate });
    expect(await again.queue.wait(id)).toMatchObject({ state: "done", attempts: 1 });
  });
});

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

describe("opening", () => {
  it("sets a damaged database aside, says so, and shows the pictures that are on the disk", async () => {
    const home = newHome();
    const first = await openStudio({ home, generate: greyPainter().generate });
    await first.queue.wait((await first.queue.submit(order())).id);
    await first.close();
    await writeFile(join(home, "danfang.sqlite"), "this is no database, it is a letter to a friend".repeat(100));
    const studio = await openWith({ home, generate: greyPainter().generate });
    expect(studio.notices).toMatchObject([{ code: "database/setAside" }]);
    expect((await readdir(home)).filter((name) => name.includes("sqlite.broken"))).toHaveLength(1);
    await studio.gallery.importFolder(join(home, "outputs"));
    expect((await studio.gallery.page(everything)).pictures).toMatchObject([
      { recipe: { prompt: "red apple", seed: 40 } },
    ]);
  });

  it("refuses a database of a later Danfang and leaves it as it is", async () => {
    const home = newHome();
    await (await openStudio({ home })).close();
    const file = join(home, "danfang.sqlite");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = await readFile(file);
    await expect(openStudio({ home })).rejects.toMatchObject({ code: "database/tooNew", facts: { version: 99 } });
    expect(await readFile(file)).toEqual(before);
  });

  it("starts no engine, and goes on when settings name a backend that is not there", async () => {
    const home = newHome();
    const studio = await openWith({ home });
    await studio.settings.patch({ engine: { backend: "abacus" } });
    await studio.close();
    open.splice(0);
    const again = await openWith({ home });
    expect(again.notices).toMatchObject([{ code: "engine/unknownBackend" }]);
    expect(await again.engineStats()).toBeUndefined();
  });

  it("searches the folders that settings name for models", async () => {
    const studio = await openWith({ home: newHome() });
    const kinds = (await studio.models.list()).map(({ kind, isStarter }) => [kind, isStarter]);
    expect(kinds).toContainEqual(["checkpoint", true]);
    const root = join(folder, "elsewhere");
    await mkdir(join(root, "models/Lora"), { recursive: true });
    await writeFile(join(root, "models/Lora/broken.safetensors"), "no header");
    await studio.settings.patch({ modelRoots: [root] });
    await studio.models.refresh();
    const [found] = (await studio.models.list()).filter(({ stem }) => stem === "broken");
    expect(found).toMatchObject({
      kind: "lora",
      isStarter: false,
      problem: { code: expect.stringMatching(/^formats\//) },
    });
  });
});
