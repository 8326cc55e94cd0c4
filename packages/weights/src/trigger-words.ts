import { ifReadable, parseJsonText } from "@danfang/formats";
import type { ModelHeader } from "./model-header.ts";

type Metadata = ModelHeader["metadata"];

/** Characters of a list of tags that is read; that of a hundred thousand pictures has fewer. */
const longestList = 4_000_000;
const mostTriggerWords = 40;
/** Words of a trainer's tags that are worth offering. */
const mostTags = 12;
/** How often a tag stands with a training picture, as a part of how often the most frequent one does, to call it up. */
const nearlyAlways = 0.8;

/** How many training pictures a tag stood with. */
export interface TrainingTag {
  readonly tag: string;
  readonly count: number;
}

/** Words that call up what a network learnt, as its own file tells them. */
export function triggerWordsOf(metadata: Metadata): string[] {
  const told = metadata["modelspec.trigger_phrase"];
  if (told) return phrasesOf(told);
  const tags = trainingTagsOf(metadata);
  return tags
    .filter(({ count }) => count >= (tags[0]?.count ?? 0) * nearlyAlways)
    .slice(0, mostTags)
    .map(({ tag }) => tag);
}

const phrasesOf = (line: string): string[] => {
  const phrases = line.split(",").map((phrase) => phrase.trim());
  return [...new Set(phrases.filter(Boolean))].slice(0, mostTriggerWords);
};

/** Every tag it was trained with, the most frequent first. Source: kohya `ss_tag_frequency`, folder → tag → count. */
export function trainingTagsOf({ ss_tag_frequency: frequency }: Metadata): TrainingTag[] {
  if (frequency === undefined || frequency.length > longestList) return [];
  const counts = new Map<string, number>();
  for (const tags of valuesOf(ifReadable(parseJsonText(frequency, ""))))
    for (const [tag, count] of entriesOf(tags))
      if (typeof count === "number" && tag.trim() !== "") counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count);
  return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count);
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
const valuesOf = (value: unknown): unknown[] => entriesOf(value).map(([, inner]) => inner);
