import { basename } from "node:path";
import { defined, ModelNotes, ownValue, type Problem, problemOf } from "@danfang/domain";
import { type FileReading, ifReadable, readTextBeside } from "@danfang/formats";
import { triggerWordsOf } from "@danfang/weights";
import type { z } from "zod";
import { CivitaiInfo, ConnectedInfo, LoraManagerCard, largestSidecar, readCard, UserMetadata } from "./cards.ts";

/** Characters of a description that are shown. */
const longestText = 4000;
const mostTriggerWords = 40;

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
    readCard(path, "metadata.json", LoraManagerCard),
    readCard(path, "cm-info.json", ConnectedInfo),
  ]);
  const problems = files.flatMap((reading) => (reading.is === "cannot" ? [problemOf(reading.problem)] : []));
  const [user, civitai, plain, described, manager, connected] = files;
  const written = {
    user: ifReadable(user),
    civitai: ifReadable(civitai),
    plain: ifReadable(plain),
    described: ifReadable(described),
    manager: ifReadable(manager),
    connected: ifReadable(connected),
  };
  return { notes: notesOf(written, metadata), problems };
}

interface Written {
  readonly user: z.infer<typeof UserMetadata> | undefined;
  readonly civitai: z.infer<typeof CivitaiInfo> | undefined;
  readonly plain: string | undefined;
  readonly described: string | undefined;
  readonly manager: z.infer<typeof LoraManagerCard> | undefined;
  readonly connected: z.infer<typeof ConnectedInfo> | undefined;
}

function notesOf(
  { user, civitai: helper, plain, described, manager, connected }: Written,
  metadata: Readonly<Record<string, string>>,
): ModelNotes {
  const civitai = helper ?? manager?.civitai;
  const ofTrainer = triggerWordsOf(metadata);
  const ofHub = civitai?.trainedWords ?? connected?.TrainedWords ?? [];
  const triggerWords = words([user?.["activation text"] ?? ""], ofHub, ofTrainer);
  const hubText = civitai?.description || manager?.modelDescription || connected?.ModelDescription || "";
  const page = { model: civitai?.modelId ?? connected?.ModelId, version: civitai?.id ?? connected?.VersionId };
  return ModelNotes.parse({
    triggerWords,
    ...filled(
      "title",
      civitai?.model?.name ?? manager?.model_name ?? connected?.ModelName ?? metadata["modelspec.title"],
    ),
    ...filled("version", civitai?.name ?? connected?.VersionName),
    ...filled("author", metadata["modelspec.author"] ?? connected?.AuthorUsername),
    ...filled("baseModel", baseModelOf({ civitai, manager, connected }, metadata)),
    ...filled("trainedOn", metadata.ss_sd_model_name),
    ...filled("description", user?.description || plain || described || withoutTags(hubText)),
    ...filled("notes", user?.notes || manager?.notes),
    ...filled("negativeText", user?.["negative text"]),
    ...defined({ preferredWeight: weightOf(user) }),
    ...(page.model === undefined ? {} : { civitai: page }),
  });
}

/** What a model is made for, in the words of whoever says it first: a hub, then its own file. */
const baseModelOf = (
  { civitai, manager, connected }: Pick<Written, "civitai" | "manager" | "connected">,
  metadata: Readonly<Record<string, string>>,
): string | undefined =>
  civitai?.baseModel ||
  manager?.base_model ||
  connected?.BaseModel ||
  metadata["modelspec.architecture"] ||
  metadata.ss_base_model_version;

/** What the cards beside a model say that a list shows or counts. */
export interface CardFacts {
  /** Trigger words of a card; they win over those of the file. */
  readonly wordsBeside?: readonly string[];
  readonly baseModel?: string;
  readonly title?: string;
  readonly tags?: string[];
  readonly preferredWeight?: number;
  /** The VAE that somebody chose for this checkpoint. */
  readonly vaeChoice?: string;
}

/** Tags that are kept of a model. */
const mostCardTags = 50;

/** What lists need of the cards, of which `isThere` knows by their suffixes whether they are there; nothing of one that cannot be read: {@link readModelNotes} says so. */
export async function readCardFacts(
  path: string,
  isThere: (suffix: string) => boolean = () => true,
): Promise<CardFacts> {
  const card = async <T>(suffix: string, schema: z.ZodType<T>): Promise<FileReading<T>> =>
    isThere(suffix) ? readCard(path, suffix, schema) : { is: "absent" };
  const [userCard, helper, managerCard, connectedCard] = await Promise.all([
    card("json", UserMetadata),
    card("civitai.info", CivitaiInfo),
    card("metadata.json", LoraManagerCard),
    card("cm-info.json", ConnectedInfo),
  ]);
  const [user, manager, connected] = [ifReadable(userCard), ifReadable(managerCard), ifReadable(connectedCard)];
  const civitai = ifReadable(helper) ?? manager?.civitai;
  const wordsBeside = words([user?.["activation text"] ?? ""], civitai?.trainedWords ?? connected?.TrainedWords ?? []);
  const tags = (manager?.tags ?? civitai?.tags ?? connected?.Tags ?? []).map((tag) => tag.trim()).filter(Boolean);
  const title = civitai?.model?.name || manager?.model_name || connected?.UserTitle || connected?.ModelName;
  return {
    ...(wordsBeside.length > 0 ? { wordsBeside } : {}),
    ...(tags.length > 0 ? { tags: [...new Set(tags)].slice(0, mostCardTags) } : {}),
    ...filled("baseModel", baseModelOf({ civitai, manager, connected }, {})),
    ...filled("title", title),
    ...defined({ preferredWeight: weightOf(user) }),
    ...filled("vaeChoice", user?.vae),
  };
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

/** The weight of a card, if it is one; 0 stands for none. */
function weightOf(user: z.infer<typeof UserMetadata> | undefined): number | undefined {
  const weight = user?.["preferred weight"] ?? 0;
  return weight > 0 && weight <= 10 ? weight : undefined;
}
