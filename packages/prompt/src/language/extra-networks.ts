import { pythonWord } from "./python-classes.ts";

/** `<type:arg:arg…>` as it stands in a prompt. */
export interface ExtraNetwork {
  readonly type: string;
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
    networks.push(networkOf(match[1]!, text.slice(start, close)));
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

/** A name with two `=` in it is positional, as in the WebUI. */
function networkOf(type: string, argumentText: string): ExtraNetwork {
  const args = argumentText.split(":");
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (const arg of args) {
    const [key, value, ...more] = arg.split("=");
    if (value !== undefined && more.length === 0) named.set(key!, value);
    else positional.push(arg);
  }
  return { type, args, positional, named };
}
