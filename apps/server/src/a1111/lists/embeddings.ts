import type { ModelEntry } from "@danfang/domain";
import type { ModelDetails } from "@danfang/studio";
import type { Studio } from "../../border/studio.ts";
import { findCheckpoint } from "./checkpoints.ts";

/** An embedding as AUTOMATIC1111 lists it. What its trainer left out is null. */
function told({ vectors, width, metadata }: Extract<ModelDetails, { kind: "embedding" }>) {
  const { step, sd_checkpoint = null, sd_checkpoint_name = null } = metadata;
  return { step: step === undefined ? null : Number(step), sd_checkpoint, sd_checkpoint_name, shape: width, vectors };
}
const unread = { step: null, sd_checkpoint: null, sd_checkpoint_name: null, shape: 0, vectors: 0 };

/**
 * Embeddings by what prompts call them: those whose vectors fit the chosen checkpoint, and those that it skips. Source:
 * AUTOMATIC1111 `EmbeddingDatabase.load_textual_inversion_embeddings`.
 */
export async function embeddingsOf({ models, settings }: Pick<Studio, "models" | "settings">) {
  const [all, { defaults }] = await Promise.all([models.list(), settings.get()]);
  const checkpoints = all.filter(({ kind }) => kind === "checkpoint");
  const chosen: ModelEntry | undefined =
    (defaults.checkpoint === undefined ? undefined : findCheckpoint(defaults.checkpoint, checkpoints)) ??
    checkpoints[0];
  const width = chosen?.textWidth;
  const loaded = new Map<string, object>(); // a file may be called anything, `__proto__` too
  const skipped = new Map<string, object>();
  for (const { id, stem } of all.filter(({ kind }) => kind === "embedding")) {
    const details = await models.details(id);
    if (details?.kind !== "embedding") skipped.set(stem, unread);
    else (width === undefined || details.width === width ? loaded : skipped).set(details.name, told(details));
  }
  return { loaded: Object.fromEntries(loaded), skipped: Object.fromEntries(skipped) };
}
