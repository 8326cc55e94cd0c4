import type { GenerationEvent, GenerationRequest, Problem, Tensor, UpscaleRequest } from "@danfang/domain";
import { type BackendName, type Engine, engineErrors, listBackends, openEngine } from "@danfang/engine";
import { type Hashes, openHashes } from "@danfang/library";
import { type BenchReport, runBench } from "./bench/bench.ts";
import { type Check, doctor } from "./doctor/doctor.ts";
import { generate } from "./generate/generate.ts";
import type { GenerateContext } from "./generate/generate-context.ts";
import type { GridPlan } from "./grid/plan-grid.ts";
import { type GridOrder, prepareGrid } from "./grid/prepare-grid.ts";
import { type FolderFiles, filesIn } from "./inspect/files-in.ts";
import { inspect } from "./inspect/inspect.ts";
import type { Inspection } from "./inspect/inspection.ts";
import type { InspectWishes } from "./inspect/look.ts";
import { type Names, namesWithPaths } from "./names/names.ts";
import { readPictureFile } from "./pictures/read-picture.ts";
import { type SavedImage, saveImage, saveLatent } from "./pictures/save-image.ts";
import { bareRootProblem } from "./places/adopted-root.ts";
import { type Places, placesOf } from "./places/places.ts";
import { recordEngines } from "./processes/engine-records.ts";
import { withStyleNames } from "./styles/with-styles.ts";
import { type EnlargedPicture, enlargeBytes } from "./upscaling/enlarge-bytes.ts";

export interface WorkbenchOptions {
  /** Danfang's own folder; DANFANG_HOME, else `~/.danfang`, when absent. */
  readonly home?: string;
  /** Installations and folders of models to adopt in place. */
  readonly modelRoots?: readonly string[];
  readonly backend?: string;
  readonly threads?: number;
}

/** Everything that Danfang can do, for whichever skin asks. Close it: an engine process may be running. */
export interface Workbench {
  generate(
    request: GenerationRequest,
    options: { readonly signal?: AbortSignal; readonly previews?: boolean },
  ): AsyncIterable<GenerationEvent>;
  /** What a grid will paint, before it is painted: its cells, and what is wrong with it. `generate` takes `plan.request`. */
  planGrid(order: GridOrder): Promise<GridPlan>;
  /** A picture's file made larger, its recipe kept. Errors: `workbench/badPicture`, those of `enlargeBytes`. */
  enlarge(file: string, request: UpscaleRequest, signal?: AbortSignal): Promise<EnlargedPicture>;
  saveImage(image: SavedImage, target: { readonly path: string }): Promise<string>;
  saveLatent(latents: readonly Tensor[], path: string): Promise<void>;
  inspect(path: string, wishes?: InspectWishes): Promise<Inspection>;
  /** Of a folder that is no pipeline: the files to inspect in it. */
  filesIn(path: string): Promise<FolderFiles | undefined>;
  bench(options: { readonly onProgress?: (text: string) => void; readonly signal?: AbortSignal }): Promise<BenchReport>;
  doctor(): Promise<Check[]>;
  /** What is wrong with the folders that it was opened with: not there, unreadable, without models. */
  rootProblems(): Promise<Problem[]>;
  close(): Promise<void>;
}

/** What paints one order. */
export type Generate = Workbench["generate"];

/** Errors: `engine/unknownBackend`. */
export async function openWorkbench({
  home,
  modelRoots,
  backend = "auto",
  threads,
}: WorkbenchOptions): Promise<Workbench> {
  const places = placesOf({ home, modelRoots });
  const hashes = openHashes(places.hashCache);
  const engine = openEngine({ backend: backendNamed(backend), threads, onProcess: recordEngines(places.home) });
  const names = (at: Places) => namesWithPaths(at, hashes);
  return workbenchOver({ engine, hashes, places: async () => places, names, adopted: modelRoots ?? [] });
}

/** What a workbench stands on. The folders are asked for each time: settings may change them. */
export interface WorkbenchParts {
  readonly engine: Engine;
  readonly hashes: Hashes;
  readonly places: () => Promise<Places>;
  /** Where names lead in these places. */
  readonly names: (places: Places) => Names;
  /** Folders as the command line named them. */
  readonly adopted?: readonly string[];
}

export function workbenchOver({ engine, hashes, places, names, adopted = [] }: WorkbenchParts): Workbench {
  async function context(): Promise<GenerateContext> {
    const now = await places();
    return { engine, hashes, places: now, names: names(now) };
  }
  return {
    async *generate(request, options) {
      yield* generate(await context(), request, options);
    },
    planGrid: async (order) => prepareGrid(order, await withStyleNames(await context())),
    async enlarge(file, request, signal) {
      return enlargeBytes(await readPictureFile(file), undefined, request, await context(), signal);
    },
    saveImage,
    saveLatent,
    inspect: (path, wishes) => inspect(path, hashes, wishes),
    filesIn,
    bench: (options) => runBench({ ...options, engine }),
    doctor: async () => doctor(await places(), engine),
    rootProblems: async () => (await Promise.all(adopted.map(bareRootProblem))).filter((one) => one !== undefined),
    close: () => engine.close(),
  };
}

/** Errors: `engine/unknownBackend`. */
export function backendNamed(name: string): BackendName | "auto" {
  const available = listBackends();
  if (name === "auto") return name;
  const found = available.find((backend) => backend === name.toLowerCase());
  if (!found) throw engineErrors.unknownBackend({ backend: name, available });
  return found;
}
