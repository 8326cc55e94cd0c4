import type { ModelEntry, Settings } from "@danfang/domain";
import { queries, queryClient } from "../../api/queries.ts";
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

/** Where nothing is chosen yet and it is known what there is, chooses. Before the first drawing, if the studio is quick. */
export function makeFirstChoice(): void {
  const models = queryClient.getQueryData(queries.models.queryKey) ?? [];
  const settings = queryClient.getQueryData(queries.settings.queryKey);
  const isChosen = draftStore.get().checkpoint !== undefined;
  if (!isChosen && settings !== undefined && models.length > 0) settleDraft(firstChoice(models, settings));
}
