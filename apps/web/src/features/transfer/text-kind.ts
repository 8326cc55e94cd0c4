import { fields } from "@danfang/domain";

/** Longest text that is read at all, characters: the studio takes no longer prompt, and no generation data needs more. */
export const longestText = fields.prompt.longest;

/** What a text is that was pasted or dropped where it is no field's own. */
export type TextKind =
  | { readonly kind: "empty" }
  | { readonly kind: "tooLong"; readonly length: number }
  /** Generation data: the studio reads it exactly. */
  | { readonly kind: "recipe" }
  /** One address, and whose. */
  | { readonly kind: "address"; readonly host: string }
  /** Data of another program, named where it is known. */
  | { readonly kind: "json"; readonly program: "ComfyUI" | undefined }
  /** More lines than a prompt has: a log, an article. */
  | { readonly kind: "long"; readonly lines: number }
  | { readonly kind: "words" };

/**
 * What copied generation data looks like; loose, since the studio reads it exactly. Linear: what stands before a word is
 * looked for within its line.
 */
const infotext = /(?:^|[\n,])[^\S\n]*(?:Steps|Negative prompt|Sampler)\s{0,8}:/;
const address = /^(?:https?:\/\/|www\.)([^\s/?#]+)(?:[/?#]\S*)?$/i;
/** A prompt with as many lines is none that anybody wrote. */
const mostLines = 40;
const mostCharacters = 20_000;

export function kindOfText(text: string): TextKind {
  if (text.length > longestText) return { kind: "tooLong", length: text.length };
  const trimmed = text.trim();
  if (trimmed === "") return { kind: "empty" };
  if (infotext.test(trimmed)) return { kind: "recipe" };
  const host = address.exec(trimmed)?.[1];
  if (host !== undefined) return { kind: "address", host: host.replace(/^.*@|^www\.|:\d+$/gi, "").toLowerCase() };
  const json = /^[[{]/.test(trimmed) ? parsed(trimmed) : undefined;
  if (typeof json === "object" && json !== null) return { kind: "json", program: programOf(json) };
  const lines = countLines(trimmed);
  return lines > mostLines || trimmed.length > mostCharacters ? { kind: "long", lines } : { kind: "words" };
}

export const looksLikeRecipe = (text: string): boolean => kindOfText(text).kind === "recipe";

/** Undefined for what is no JSON: `[fox]` is a prompt. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Source: ComfyUI saves a workflow as `nodes`, and what it runs as nodes with their `class_type`. */
function programOf(json: object): "ComfyUI" | undefined {
  const isRun = Object.values(json).some((node) => typeof node === "object" && node !== null && "class_type" in node);
  return isRun || ("nodes" in json && Array.isArray(json.nodes)) ? "ComfyUI" : undefined;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
