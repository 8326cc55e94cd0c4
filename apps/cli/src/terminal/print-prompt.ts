import {
  chunkLength,
  type EncodableText,
  type PromptPart,
  type ReadPrompt,
  readNetworkMentions,
  type Tokenizer,
  tokenLimit,
} from "@danfang/prompt";
import type { Output } from "../io/io.ts";
import type { Texts } from "../texts/texts.ts";
import { plainLine } from "./plain.ts";
import { printWeight } from "./print-weight.ts";
import { styleFor } from "./style.ts";
import { padTo, widthOf } from "./width.ts";

interface Page {
  readonly output: Output;
  readonly texts: Texts;
  /** The one that the prompt was read with. */
  readonly tokenizer: Tokenizer;
}

/**
 * A prompt for a person to read: its networks; then, for each part between ANDs and each text it has in turn, weights
 * beside their text and the text in its chunks, with a rule where 75 tokens end.
 */
export function printPrompt(prompt: ReadPrompt, page: Page): string {
  const blocks = prompt.parts.flatMap((part, i) => {
    const heading = prompt.parts.length > 1 || part.weight !== 1;
    const { strong } = styleFor(page.output);
    const title = page.texts.promptPart({ number: i + 1, of: prompt.parts.length, weight: printWeight(part.weight) });
    return [...(heading ? [[strong(title)]] : []), ...printPart(part, page)];
  });
  return [...printNetworks(prompt, page), ...blocks].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function printNetworks({ extraNetworks }: ReadPrompt, { output, texts }: Page): string[][] {
  if (extraNetworks.length === 0) return [];
  const { strong, warning } = styleFor(output);
  const { findings } = readNetworkMentions(extraNetworks);
  return [
    [
      strong(texts.networks),
      ...extraNetworks.map(({ type, args }) => `  ${padTo(type, typeWidth)} ${plainLine(args.join("  "))}`),
      ...findings.map((finding) => `  ${warning("!")} ${plainLine(texts.networkFinding(finding))}`),
    ],
  ];
}

/** A block for each text of the part, under the steps that it is for if there are several. */
function printPart({ schedule }: PromptPart, page: Page): string[][] {
  const { accent, faint } = styleFor(page.output);
  const steps = new Map<EncodableText, string[]>();
  let first = 1;
  for (const { untilStep, encoded } of schedule) {
    const range = first === untilStep ? `${first}` : `${first}–${untilStep}`;
    steps.set(encoded, [...(steps.get(encoded) ?? []), range]);
    first = untilStep + 1;
  }
  const blocks = [...steps].slice(0, mostTexts).map(([encoded, ranges]) => {
    const listed = ranges.length > mostRanges ? [...ranges.slice(0, mostRanges), "…"] : ranges;
    const heading = steps.size > 1 ? [accent(page.texts.promptSteps({ steps: listed.join(", ") }))] : [];
    return [...heading, ...printEncodable(encoded, page)];
  });
  const left = steps.size - blocks.length;
  return left > 0 ? [...blocks, [faint(page.texts.moreTexts({ count: left }))]] : blocks;
}

function printEncodable(
  { attention, chunks, tokenCount }: EncodableText,
  { output, texts, tokenizer }: Page,
): string[] {
  const { strong, faint, accent } = styleFor(output);
  const weights = attention.map(([text, weight]) => {
    if (text === "BREAK" && weight === -1) return faint("BREAK");
    const shown = padTo(printWeight(weight), weightWidth);
    return `${weight === 1 ? faint(shown) : accent(shown)} ${JSON.stringify(text).slice(1, -1)}`;
  });
  const rule = `── ${texts.chunkEnd} `;
  const end = faint(rule + "─".repeat(Math.max(0, Math.min(chunkLength, output.columns - 4) - widthOf(rule))));
  const chunkLines = chunks.flatMap(({ tokens, used }, i) => [
    ...(i > 0 ? [`  ${end}`] : []),
    `  ${faint(texts.chunk({ number: i + 1 }))}  ${plainLine(tokenizer.decode(tokens.slice(1, 1 + used)).trimEnd())}`,
  ]);
  return [
    strong(texts.attention),
    ...weights.map((line) => `  ${line}`),
    "",
    `${strong(texts.tokenCount)} ${tokenCount}/${tokenLimit(tokenCount)}`,
    ...chunkLines,
  ];
}

const weightWidth = 6;
const typeWidth = 8;
/** Texts of a part that are shown, and steps that are listed above one. */
const mostTexts = 8;
const mostRanges = 8;
