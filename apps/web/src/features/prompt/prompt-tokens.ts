/** A piece of prompt that has a colour of its own. */
export interface PromptToken {
  readonly from: number;
  readonly to: number;
  readonly kind: "bracket" | "weight" | "network" | "keyword" | "escape" | "option";
}

const syntax =
  /(?<escape>\\.)|(?<network><[a-zA-Z]+:[^<>]*>)|(?<keyword>\b(?:BREAK|AND)\b)|(?<weight>:\s*[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?=\s*[)\]]))|(?<bracket>[()[\]])|(?<option>\|)/g;

/** The syntax of a prompt, in order, for colouring; a loose reading of what the engine reads exactly. Total. */
export function promptTokens(text: string): PromptToken[] {
  return [...text.matchAll(syntax)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    kind: Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] as PromptToken["kind"],
  }));
}
