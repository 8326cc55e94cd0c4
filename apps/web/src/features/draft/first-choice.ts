import type { ModelEntry, Settings } from "@danfang/domain";
import { modelQueries } from "../../api/model-queries.ts";
import { ask, queries, queryClient } from "../../api/queries.ts";
import { type Draft, emptyDraft, starterDefaults } from "./draft.ts";
import { draftStore, settleDraft } from "./draft-store.ts";

/** What to start with when nothing is chosen yet: the settings' checkpoint, else a real one, else the starter. */
export function firstChoice(models: readonly ModelEntry[], settings: Settings): Partial<Draft> {
  const checkpoints = models.filter(({ kind, problem }) => kind === "checkpoint" && problem === undefined);
  const wanted = checkpoints.find(({ name, stem }) => [name, stem].includes(settings.defaults.checkpoint ?? ""));
  const chosen = wanted ?? checkpoints.find(({ isStarter }) => !isStarter) ?? checkpoints[0];
  const { checkpoint: _, ...defaults } = settings.defaults;
  return { ...defaults, ...(chosen === undefined ? {} : chooseCheckpoint(chosen, settings)) };
}

/**
 * A checkpoint, with the size that it was trained at. The starter brings its own settings along, except where the user has
 * said what Create starts with.
 */
export function chooseCheckpoint(entry: ModelEntry, settings: Settings | undefined): Partial<Draft> {
  const native = entry.nativeSize;
  return {
    checkpoint: entry.name,
    ...(native === undefined ? {} : { width: native, height: native }),
    ...(entry.isStarter ? { ...starterDefaults, ...ownDefaults(settings) } : {}),
  };
}

/** The settings' defaults that are not as they come: `emptyDraft` holds the same as a new studio's settings. */
function ownDefaults(settings: Settings | undefined): Partial<Draft> {
  const { checkpoint: _, ...defaults } = settings?.defaults ?? {};
  return Object.fromEntries(
    Object.entries(defaults).filter(([name, value]) => emptyDraft[name as keyof Draft] !== value),
  );
}

/** Checkpoints that Create may begin with, as far as they are known; undefined before they are. */
export function checkpointsToBegin(settings: Settings): readonly ModelEntry[] | undefined {
  const real = queryClient.getQueryData(modelQueries.firstReal.queryKey);
  const starter = queryClient.getQueryData(modelQueries.starter.queryKey);
  const wanted = settings.defaults.checkpoint;
  const named =
    wanted === undefined ? null : queryClient.getQueryData(modelQueries.named("checkpoint", wanted).queryKey);
  if (real === undefined || starter === undefined || named === undefined) return undefined;
  return [...(named === null ? [] : [named]), ...real.items, ...starter];
}

/** Asks for what Create may begin with, and for what is chosen. */
export async function askToBegin(): Promise<void> {
  const chosen = draftStore.get().checkpoint;
  await Promise.all([
    ask(modelQueries.firstReal),
    ask(modelQueries.starter),
    chosen === undefined ? undefined : ask(modelQueries.named("checkpoint", chosen)),
    ask(queries.settings).then(() => {
      const wanted = queryClient.getQueryData(queries.settings.queryKey)?.defaults.checkpoint;
      return wanted === undefined ? undefined : ask(modelQueries.named("checkpoint", wanted));
    }),
  ]);
}

/** Where nothing is chosen yet and it is known what there is, chooses. Before the first drawing, if the studio is quick. */
export function makeFirstChoice(): void {
  const settings = queryClient.getQueryData(queries.settings.queryKey);
  if (draftStore.get().checkpoint !== undefined || settings === undefined) return;
  const models = checkpointsToBegin(settings);
  if (models !== undefined && models.length > 0) settleDraft(firstChoice(models, settings));
}
