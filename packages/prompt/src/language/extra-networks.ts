import { pythonWord } from "./python-classes.ts";

/** `<type:arg:arg…>` as it stands in a prompt. */
export interface ExtraNetwork {
  readonly type: string;
  /** Where it stands in the prompt. */
  readonly from: number;
  readonly to: number;
  /** All arguments in order, as written. */
  readonly args: readonly string[];
  /** Those that are not `key=value`. The first is the network's name. */
  readonly positional: readonly string[];
  /** `key=value`; of a key given twice, the last. */
  readonly named: ReadonlyMap<string, string>;
}

/** A prompt without its networks, and the networks. */
export interface NetworksInText {
  readonly text: string;
  readonly networks: readonly ExtraNetwork[];
}

const opening = new RegExp(`<(${pythonWord}+):`, "gu");

/**
 * Takes `<lora:ink:0.8>` and its like out of a prompt, of known and unknown types.
 *
 * The WebUI does so in the prompt only: in a negative prompt they stay as text. Total, linear.
 * Source: AUTOMATIC1111 `extra_networks.parse_prompt`.
 */
export function parseExtraNetworks(text: string): NetworksInText {
  const networks: ExtraNetwork[] = [];
  let kept = "";
  let from = 0;
  let close = -1;
  for (const match of text.matchAll(opening)) {
    if (match.index < from) continue; // inside the arguments of the network before
    const start = match.index + match[0].length;
    if (close < start) close = text.indexOf(">", start);
    if (close < 0) break;
    if (close === start) continue;
    networks.push({ from: match.index, to: close + 1, ...networkOf(match[1]!, text.slice(start, close)) });
    kept += text.slice(from, match.index);
    from = close + 1;
  }
  return { text: kept + text.slice(from), networks };
}

/**
 * The prompts of a batch without their networks, and the networks of the first: those are used for the whole batch.
 * Source: AUTOMATIC1111 `extra_networks.parse_prompts`.
 */
export function parseBatchNetworks(prompts: readonly string[]): {
  texts: string[];
  networks: readonly ExtraNetwork[];
} {
  const parsed = prompts.map(parseExtraNetworks);
  return { texts: parsed.map(({ text }) => text), networks: parsed[0]?.networks ?? [] };
}

function networkOf(type: string, argumentText: string): Omit<ExtraNetwork, "from" | "to"> {
  const args = argumentText.split(":");
  const positional = args.filter((arg) => !isNamedArgument(arg));
  const named = args.filter(isNamedArgument).map((arg) => arg.split("=") as [key: string, value: string]);
  return { type, args, positional, named: new Map(named) };
}

/** Whether it is `key=value`; with two `=` in it it is not, as in the WebUI. */
export const isNamedArgument = (text: string): boolean => text.split("=", 3).length === 2;
