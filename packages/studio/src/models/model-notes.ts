import { basename, dirname, join } from "node:path";
import { ModelNotes, ownValue, type Problem, problemOf } from "@danfang/domain";
import {
  type FileReading,
  filesErrors,
  ifReadable,
  parseJsonText,
  readJsonBeside,
  readTextBeside,
} from "@danfang/formats";
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

/** What people wrote, and which of their files cannot be read. */
export interface NotesReading {
  readonly notes: ModelNotes;
  readonly problems: readonly Problem[];
}

/**
 * What people wrote about a model: the WebUI's card (`BASE.json`), its description (`BASE.txt`, `BASE.description.txt`),
 * the Civitai helper's `BASE.civitai.info`, and the file's own metadata. Who wrote nearest to the user wins. Strangers'
 * files: bounded, and what cannot be read is said.
 *
 * Source: AUTOMATIC1111 `ui_extra_networks.py`, `extra_networks_lora.py`; the modelspec of Stability AI; kohya's `ss_` fields.
 */
export async function readModelNotes(path: string, metadata: Readonly<Record<string, string>>): Promise<NotesReading> {
  const files = await Promise.all([
    readCard(path, "json", UserMetadata),
    readCard(path, "civitai.info", CivitaiInfo),
    readText(path, "txt"),
    readText(path, "description.txt"),
  ]);
  const problems = files.flatMap((reading) => (reading.is === "cannot" ? [problemOf(reading.problem)] : []));
  const [user, civitai, plain, described] = files;
  const written = {
    user: ifReadable(user),
    civitai: ifReadable(civitai),
    plain: ifReadable(plain),
    described: ifReadable(described),
  };
  return { notes: notesOf(written, metadata), problems };
}

interface Written {
  readonly user: z.infer<typeof UserMetadata> | undefined;
  readonly civitai: z.infer<typeof CivitaiInfo> | undefined;
  readonly plain: string | undefined;
  readonly described: string | undefined;
}

function notesOf({ user, civitai, plain, described }: Written, metadata: Readonly<Record<string, string>>): ModelNotes {
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

/**
 * Trigger words that the WebUI's card or the Civitai helper has of a file; none where they say nothing, or nobody can read
 * them: {@link readModelNotes} says so.
 */
export async function readWordsBeside(path: string): Promise<string[]> {
  const activation = ifReadable(await readCard(path, "json", UserMetadata))?.["activation text"] ?? "";
  if (activation.trim() !== "") return words([activation]);
  return words(ifReadable(await readCard(path, "civitai.info", CivitaiInfo))?.trainedWords ?? []);
}

/** Words that call up what a network learnt, as its own file tells them. */
export function triggerWordsOf(metadata: Readonly<Record<string, string>>): string[] {
  const told = metadata["modelspec.trigger_phrase"];
  return told ? words([told]) : commonTags(metadata.ss_tag_frequency);
}

/** Tags that stood with nearly every picture it was trained on. Source: kohya `ss_tag_frequency`, folder → tag → count. */
function commonTags(frequency: string | undefined): string[] {
  if (frequency === undefined || frequency.length > largestSidecar) return [];
  const parsed = z
    .record(z.string(), z.record(z.string(), z.number()))
    .safeParse(ifReadable(parseJsonText(frequency, ""))).data;
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

const stemOf = (path: string): string => basename(path).replace(/\.[^.]+$/, "");
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
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ownValue(entities, name) ?? "")
    .replace(/\n{3,}/g, "\n\n");
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };

async function readText(path: string, suffix: string): Promise<FileReading<string>> {
  const reading = await readTextBeside(path, `${stemOf(path)}.${suffix}`, largestSidecar);
  return reading.is === "value" ? { is: "value", value: reading.value.text } : reading;
}

async function readCard<T>(path: string, suffix: string, schema: z.ZodType<T>): Promise<FileReading<T>> {
  const name = `${stemOf(path)}.${suffix}`;
  const reading = await readJsonBeside(path, name, largestSidecar);
  if (reading.is !== "value") return reading;
  const parsed = schema.safeParse(reading.value);
  if (parsed.success) return { is: "value", value: parsed.data };
  const file = join(dirname(path), name);
  return { is: "cannot", problem: filesErrors.badContent({ file, reason: "it is no card of a model" }) };
}
