import { type Problem, problemOf, type Settings } from "@danfang/domain";
import { engineErrors } from "@danfang/engine";
import { type Hashes, openHashes } from "@danfang/library";
import {
  endLeftEngines,
  inputsFolder,
  type Names,
  type Places,
  placesOf,
  recordEngines,
  type Workbench,
  workbenchOver,
} from "@danfang/workbench";
import { type EngineHolder, type EngineSettings, type HolderOptions, holdEngine } from "../engine/engine-holder.ts";
import { type Inputs, openInputs } from "../inputs/input-store.ts";
import { openIndexShelf } from "../models/index-shelf.ts";
import { type Listing, openListing } from "../models/listing.ts";
import { shelfOf } from "../models/moving/open-moves.ts";
import { openNamesListed } from "../names/names-listed.ts";
import type { StudioOptions } from "../studio.ts";
import type { Home } from "./open-home.ts";
import type { News } from "./open-news.ts";

/** A workbench over the studio's engine, and where names lead in the studio. */
export interface Bench {
  readonly holder: EngineHolder;
  /** Has the engine follow the settings, now or as soon as nobody uses it. */
  readonly applySettings: () => Promise<void>;
  readonly hashes: Hashes;
  readonly listing: Listing;
  readonly inputs: Inputs;
  readonly names: (places: Pick<Places, "roots">) => Names;
  readonly workbench: Workbench;
}

/** Engines that an earlier run left are ended first. */
export async function openBench(
  options: StudioOptions,
  home: Home,
  { notice, troubles, events }: News,
): Promise<Bench> {
  const { clock, database, places, settings } = home;
  const engineSettings = ({ engine }: Settings): EngineSettings => ({
    ...engine,
    backend: options.backend ?? engine.backend,
    threads: options.threads ?? engine.threads,
  });
  endLeftEngines(home.home);
  const holder = openHolder(engineSettings(await settings.get()), notice, {
    clock,
    onProcess: recordEngines(home.home),
    onSilence(isSilent) {
      if (isSilent) troubles.begin(problemOf(engineErrors.unresponsive({})), "engine");
      else troubles.over("engine");
    },
  });
  const own = placesOf({ home: home.home });
  const hashes = openHashes(own.hashCache);
  const inputs = openInputs({ folder: inputsFolder(own), database, clock });
  const listing = openListing({
    database,
    hashes,
    troubles,
    roots: async () => (await places()).roots,
    shelf: shelfOf(home.home),
    onChange: () => events.publish({ type: "models" }),
    signal: home.closing.signal,
  });
  const names = openNamesListed((roots) => openIndexShelf({ database, hashes, listing, roots }), inputs);
  return {
    holder,
    hashes,
    listing,
    inputs,
    names,
    applySettings: async () =>
      holder.apply(engineSettings(await settings.get())).catch((error) => notice(problemOf(error))),
    workbench: workbenchOver({ engine: holder.engine, hashes, places, names }),
  };
}

/** An engine as settings say; settings that name a backend which is not there must not keep the studio shut. */
function openHolder(wanted: EngineSettings, notice: (problem: Problem) => void, options: HolderOptions): EngineHolder {
  try {
    return holdEngine(wanted, options);
  } catch (error) {
    notice(problemOf(error));
    return holdEngine({ ...wanted, backend: "auto" }, options);
  }
}
