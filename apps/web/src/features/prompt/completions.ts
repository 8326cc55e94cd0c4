import { isTaggedKind, type WrittenKind } from "@danfang/domain";
import { mentionOf } from "@danfang/prompt";

/** What can be written into a prompt by its name: a model, or a style, which is written out. */
export type CompletionName =
  | { readonly kind: WrittenKind; readonly stem: string }
  | { readonly kind: "style"; readonly stem: string; readonly words: string };

export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly detail: string;
}

const mostShown = 50;
/** A word shorter than this asks for nothing by itself. */
const shortestWord = 2;

/** A style that is made to be put around a prompt has its place left out here. */
const placeOfPrompt = /(?:,|(?<![\s,]))\s*\{prompt\}\s*/g;

function textOf(name: CompletionName): string {
  if (name.kind === "style") return name.words.replace(placeOfPrompt, "").replace(/^,\s*/, "");
  return mentionOf(name.kind, name.stem);
}

const isTag = ({ kind }: CompletionName) => isTaggedKind(kind);

const isCalled = ({ stem }: CompletionName, wanted: string) => stem.toLowerCase().includes(wanted);

/** What a tag can begin with to mean a kind: `lyco` was an extension's name for LoRAs. */
const tagsOf = (name: CompletionName): readonly string[] =>
  name.kind === "lora" ? ["lora", "lyco"] : [/^<(\w+):/.exec(textOf(name))?.[1] ?? ""];

/** Whether a tag that was begun can become this one's: `<lor` is a LoRA's, or of one that is called so; `<lora:in` a LoRA's alone. */
function isOfTag(name: CompletionName, kind: string | undefined, wanted: string): boolean {
  if (!isTag(name)) return false;
  if (kind === undefined) return tagsOf(name).some((tag) => tag.startsWith(wanted)) || isCalled(name, wanted);
  return tagsOf(name).includes(kind) && isCalled(name, wanted);
}

/**
 * What can complete a prompt that ends in `before`: after `<` the networks, in a word the embeddings and networks that
 * contain it. `isAsked` (Ctrl+Space) offers everything.
 */
export function completionsAt(
  before: string,
  names: readonly CompletionName[],
  isAsked: boolean,
): { from: number; options: Completion[] } | undefined {
  const tag = /<(?:([a-z]*):)?([^<>:]*)$/i.exec(before);
  const word = /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_.-]*$/u.exec(before)?.[0] ?? "";
  if (tag === null && word.length < shortestWord && !isAsked) return undefined;
  const wanted = (tag?.[2] ?? word).toLowerCase();
  const options = names
    .filter((name) => (tag === null ? isCalled(name, wanted) : isOfTag(name, tag[1]?.toLowerCase(), wanted)))
    .slice(0, mostShown)
    .map((name) => ({ label: name.stem, insert: textOf(name), detail: name.kind }));
  return options.length === 0 ? undefined : { from: tag === null ? before.length - word.length : tag.index, options };
}
