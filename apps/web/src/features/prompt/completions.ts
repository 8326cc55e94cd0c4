import { isTaggedKind, kindOfTag, modelKinds, taggedKinds, type WrittenKind, writtenKinds } from "@danfang/domain";
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

/** What is being written where a prompt ends. */
export interface WantedName {
  /** Where it begins. */
  readonly from: number;
  /** Whether it is in angle brackets, and what stands before the colon there. */
  readonly tag: { readonly kind: string | undefined } | undefined;
  /** Its letters, in lower case. */
  readonly text: string;
}

/** What a prompt that ends in `before` begins to name: after `<` a network, else a word. `isAsked` (Ctrl+Space): anything. */
export function wantedAt(before: string, isAsked: boolean): WantedName | undefined {
  const tag = /<(?:([a-z]*):)?([^<>:]*)$/i.exec(before);
  const word = /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_.-]*$/u.exec(before)?.[0] ?? "";
  if (tag === null && word.length < shortestWord && !isAsked) return undefined;
  return {
    from: tag === null ? before.length - word.length : tag.index,
    tag: tag === null ? undefined : { kind: tag[1]?.toLowerCase() },
    text: (tag?.[2] ?? word).toLowerCase(),
  };
}

/** Kinds of which names may be wanted, and the letters that they have. */
export function askedOf({ tag, text }: WantedName): { readonly kinds: readonly WrittenKind[]; readonly text: string } {
  if (tag === undefined) return { kinds: writtenKinds, text };
  const kind = tag.kind === undefined ? undefined : kindOfTag(tag.kind);
  if (kind !== undefined) return { kinds: [kind], text };
  const begun = taggedKinds.filter((one) => modelKinds[one].tags.some((own) => own.startsWith(text)));
  return begun.length > 0 ? { kinds: begun, text: "" } : { kinds: taggedKinds, text };
}

/** What can complete what is wanted: the networks after `<`, in a word embeddings and networks that contain it. */
export function completionsOf({ tag, text }: WantedName, names: readonly CompletionName[]): Completion[] {
  return names
    .filter((name) => (tag === undefined ? isCalled(name, text) : isOfTag(name, tag.kind, text)))
    .slice(0, mostShown)
    .map((name) => ({ label: name.stem, insert: textOf(name), detail: name.kind }));
}
