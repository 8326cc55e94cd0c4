import { basename, join, resolve } from "node:path";
import { type Bytes, type Clock, isModelKind, type Problem } from "@danfang/domain";
import type { Hashes } from "@danfang/library";
import type { Database } from "../../database/database.ts";
import { movingErrors } from "../../problems/moving-errors.ts";
import { readPlaced } from "../read-model-entry.ts";
import { folderIn } from "./folder-in.ts";
import { openJournal } from "./journal.ts";
import { moveMarks } from "./move-marks.ts";
import type { MoveOptions, MoveReport, Moves, ToMove } from "./moves.ts";
import { demandMovable, type MoveAction, type MovePlan, planFiles, type Wish } from "./plan-files.ts";
import { type OnMoved, type RunOptions, recoverBatches, runBatch, undoBatch } from "./run-batch.ts";
import { readShelfCard, shelfCard, shelfPlace } from "./shelf-cards.ts";
import { type FileStep, isFileStep } from "./step.ts";

export interface MovesOptions {
  readonly home: string;
  readonly clock: Pick<Clock, "now">;
  readonly database: Database;
  readonly hashes: Pick<Hashes, "renamed">;
  /** Looks through the folders again. */
  readonly refresh: () => Promise<void>;
}

/** Models that stand by, in the home. */
export const shelfOf = (home: string): string => join(home, "shelf");

/** Moves, and what becomes of those that a killed process left. */
export interface RecoveringMoves extends Moves {
  /** Finishes them or takes them back; says which. */
  recover(): Promise<readonly Problem[]>;
}

export function openMoves(options: MovesOptions): RecoveringMoves {
  const { home, clock, refresh } = options;
  const journal = openJournal(join(home, "moves"));
  const shelf = shelfOf(home);
  const running = (signal?: AbortSignal): RunOptions => ({ journal, signal, onMoved: whenMoved(options) });
  async function carry(what: "place" | "shelve" | "restore", plan: MovePlan, { isDryRun, signal }: MoveOptions) {
    const { actions, steps } = plan;
    if (isDryRun || steps.length === 0) return { actions };
    const batch = await journal.begin(what, steps, clock.now());
    await runBatch(batch, "first", running(signal)).finally(refresh);
    return { actions, undoId: batch.id };
  }
  return {
    async place(files, given = {}) {
      const { into = join(home, "models"), how = "move" } = given;
      const wishes = await Promise.all(files.map((file) => placeOf(resolve(file), resolve(into))));
      return carry("place", await planFiles(wishes, how), given);
    },
    async shelve(models, given = {}) {
      return carry("shelve", await planFiles(await shelfWishes(shelf, models, clock.now()), "move"), given);
    },
    async restore(models, given = {}) {
      const wishes = await Promise.all(
        models.map(async ({ path }): Promise<Wish> => {
          const { from, erase } = await readShelfCard(shelf, path);
          return { from: path, to: from, texts: [erase] };
        }),
      );
      return carry("restore", await planFiles(wishes, "move"), given);
    },
    undo: (id, given = {}) => undo(id, given),
    async past() {
      const done = (await journal.all()).filter(({ state }) => state === "done");
      return done.map(({ id, what, at, steps }) => ({ id, what, at, files: steps.filter(isFileStep).length }));
    },
    async recover() {
      const said = await recoverBatches(running());
      if (said.length > 0) await refresh();
      return said;
    },
  };

  async function undo(id: string | undefined, { isDryRun, signal }: MoveOptions): Promise<MoveReport> {
    const batch =
      id === undefined ? (await journal.all()).find(({ state }) => state === "done") : await journal.find(id);
    if (batch?.state !== "done") throw movingErrors.notFound({ id: id ?? "" });
    const actions = [...batch.steps].reverse().filter(isFileStep).map(undone);
    if (!isDryRun) await undoBatch(batch, running(signal)).finally(refresh);
    return { actions };
  }
}

/** What undoing a step does. A copy goes; what it was made from stays. */
const undone = ({ do: what, from, to, stamp }: FileStep): MoveAction => ({
  do: what === "move" ? "move" : "remove",
  from: to,
  to: from,
  bytes: stamp.size as Bytes,
});

/** Where a file goes, by what it is. Errors: `moving/unknownKind`, `moving/noPlace`; those of its reader. */
async function placeOf(file: string, into: string): Promise<Wish> {
  await demandMovable(file);
  const placed = await readPlaced(file);
  if (placed === undefined || !isModelKind(placed.kind)) throw movingErrors.unknownKind({ file });
  const folder = await folderIn(into, { ...placed, kind: placed.kind });
  if (folder === undefined) throw movingErrors.noPlace({ file, root: into });
  return { from: file, to: join(folder, basename(file)) };
}

async function shelfWishes(shelf: string, models: readonly ToMove[], at: number): Promise<readonly Wish[]> {
  const taken = new Set<string>();
  const wishes: Wish[] = [];
  for (const model of models) {
    const { path: from } = model;
    if (model.isStarter) throw movingErrors.fixed({ file: from });
    const to = await shelfPlace(shelf, model, taken);
    taken.add(to);
    wishes.push({ from, to, texts: [shelfCard(shelf, to, { from, at })] });
  }
  return wishes;
}

/** What is known of files goes where they go. */
const whenMoved =
  ({ database, hashes }: MovesOptions): OnMoved =>
  async (files) => {
    await hashes.renamed(files);
    await moveMarks(
      database,
      files.filter((file) => file.do === "move"),
    );
  };
