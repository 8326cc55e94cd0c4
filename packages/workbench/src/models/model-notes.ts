import { readFile, stat } from "node:fs/promises";
import { ModelNotes } from "@danfang/domain";
import { z } from "zod";

/** Bytes of a sidecar, and characters of a description that are shown. */
const largestSidecar = 4_000_000;
const longestText = 4000;
const mostTriggerWords = 40;
/** Words of a trainer's tags that are worth offering. */
const mostTags = 12;

const text = z.string().catch("");
const UserMetadata = z.object({
  description: text.optional(),
  notes: text.optional(),
  "activation text": text.optional(),
  "preferred weight": z.coerce.number().catch(0).optional(),
  "negative text": text.optional(),
});
const CivitaiInfo = z.object({
  id: z.number().int().optional().catch(undefined),
  modelId: z.number().int().optional().catch(undefined),
  name: text.optional(),
  baseModel: text.optional(),
  description: z.string().nullable().optional().catch(undefined),
  trainedWords: z.array(z.string()).optional().catch(undefined),
  model: z.object({ name: text.optional() }).optional().catch(undefined),
});

/**
 * What people wrote about a model: the WebUI's card (`BASE.json`), its description (`BASE.txt`, `BASE.description.txt`),
 * the Civitai helper's `BASE.civitai.info`, and the file's own metadata. Who wrote nearest to the user wins. Strangers'
 * files: bounded, and what cannot be read is as if it were not there.
 *
 * Source: AUTOMATIC1111 `ui_extra_networks.py`, `extra_networks_lora.py`; the modelspec of Stability AI; kohya's `ss_` fields.
 */
export async function readModelNotes(path: string, metadata: Readonly<Record<string, string>>): Promise<ModelNotes> {
  const base = baseOf(path);
  const [user, civitai, plain, described] = await Promise.all([
    readJson(`${base}.json`, UserMetadata),
    readJson(`${base}.civitai.info`, CivitaiInfo),
    readText(`${base}.txt`),
    readText(`${base}.description.txt`),
  ]);
  const ofTrainer = triggerWordsOf(metadata);
  const triggerWords = words([user?.["activation text"] ?? ""], civitai?.trainedWords ?? [], ofTrainer);
  const weight = user?.["preferred weight"] ?? 0;
  return ModelNotes.parse({
    triggerWords,
    ...filled("title", civitai?.model?.name ?? metadata["modelspec.title"]),
    ...filled("version", civitai?.name),
    ...filled("author", metadata["modelspec.author"]),
    ...filled("baseModel", civitai?.baseModel ?? metadata["modelspec.architecture"] ?? metadata.ss_base_model_version),
    ...filled("trainedOn", metadata.ss_sd_model_name),
    ...filled("description", user?.description || plain || described || withoutTags(civitai?.description ?? "")),
    ...filled("notes", user?.notes),
    ...filled("negativeText", user?.["negative text"]),
    ...(weight > 0 && weight <= 10 ? { preferredWeight: weight } : {}),
    ...(civitai?.modelId === undefined ? {} : { civitai: { model: civitai.modelId, version: civitai.id } }),
  });
}

/** Trigger words that the WebUI's card or the Civitai helper has of a file; none where they say nothing. */
export async function readWordsBeside(path: string): Promise<string[]> {
  const base = baseOf(path);
  const user = await readJson(`${base}.json`, UserMetadata);
  const activation = user?.["activation text"] ?? "";
  if (activation.trim() !== "") return words([activation]);
  return words((await readJson(`${base}.civitai.info`, CivitaiInfo))?.trainedWords ?? []);
}

/** Words that call up what a network learnt, as its own file tells them. */
export function triggerWordsOf(metadata: Readonly<Record<string, string>>): string[] {
  const told = metadata["modelspec.trigger_phrase"];
  return told ? words([told]) : commonTags(metadata.ss_tag_frequency);
}

/** Tags that stood with nearly every picture it was trained on. Source: kohya `ss_tag_frequency`, folder → tag → count. */
function commonTags(frequency: string | undefined): string[] {
  if (frequency === undefined || frequency.length > largestSidecar) return [];
  const parsed = z.record(z.string(), z.record(z.string(), z.number())).safeParse(parseOrNothing(frequency)).data;
  const counts = new Map<string, number>();
  for (const tags of Object.values(parsed ?? {}))
    for (const [tag, count] of Object.entries(tags)) counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([tag, count]) => tag !== "" && count >= most * 0.8)
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostTags)
    .map(([tag]) => tag);
}

/** Phrases of the first list that has any, each once. */
function words(...lists: readonly (readonly string[])[]): string[] {
  const phrases = lists.map((list) =>
    list
      .flatMap((line) => line.split(","))
      .map((phrase) => phrase.trim())
      .filter(Boolean),
  );
  return [...new Set(phrases.find((found) => found.length > 0))].slice(0, mostTriggerWords);
}

const baseOf = (path: string): string => path.replace(/\.[^./\\]+$/, "");
const filled = (name: string, value: string | undefined): Record<string, string> => {
  const trimmed = value?.trim().slice(0, longestText);
  return trimmed ? { [name]: trimmed } : {};
};

/** A hub's description is HTML: its text alone is shown. */
const withoutTags = (html: string): string =>
  html
    .slice(0, 10 * longestText)
    .replace(/<\/(p|li|h\d|div)>|<br[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\n{3,}/g, "\n\n");
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

async function readText(path: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size > largestSidecar) return undefined;
  return readFile(path, "utf8").catch(() => undefined);
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const content = await readText(path);
  return content === undefined ? undefined : schema.safeParse(parseOrNothing(content)).data;
}

function parseOrNothing(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
