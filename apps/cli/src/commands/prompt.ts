import { chunkLength, clipTokenizer, type UnderstoodPrompt, understandPrompt } from "@danfang/prompt";
import type { Command, CommandContext } from "../command.ts";
import { cliErrors } from "../errors.ts";
import type { CliIo } from "../io.ts";
import { printWeight } from "../print-weight.ts";
import { readLines, readText } from "../read-input.ts";
import { plainLine } from "../terminal/plain.ts";
import { styleFor } from "../terminal/style.ts";
import { padTo, widthOf } from "../terminal/width.ts";
import { countOf } from "../values.ts";

/** Shows how a prompt is understood. `-` reads it from the input: all of it, or with `--jsonl` one prompt a line. */
export const command: Command = async (context) => {
  const { options, operands, io } = context;
  if (operands.length === 0) throw cliErrors.missingOperand({ command: "prompt", operand: "TEXT|-" });
  if (options.json && options.jsonl)
    throw cliErrors.conflictingOptions({ options: "--json, --jsonl", reason: "one document, or one a line" });
  countOf(options, "steps"); // the schedule that it is for comes later; a wrong number is told now
  const tokenizer = clipTokenizer();
  const isInput = operands.length === 1 && operands[0] === "-";
  if (options.jsonl) {
    if (!isInput) throw cliErrors.missingOperand({ command: "prompt --jsonl", operand: "-" });
    for await (const text of promptsIn(io)) io.stdout.write(printJson(understandPrompt(text, { tokenizer })));
    return 0;
  }
  const prompt = understandPrompt(isInput ? await readText(io.stdin) : operands.join(" "), { tokenizer });
  io.stdout.write(options.json ? printJson(prompt) : printPrompt(context, prompt));
  return 0;
};

async function* promptsIn(io: CliIo): AsyncGenerator<string> {
  let line = 0;
  for await (const json of readLines(io.stdin)) {
    line++;
    if (json.trim() === "") continue;
    const text = parseJson(json);
    if (typeof text !== "string") throw cliErrors.badJsonLine({ line });
    yield text;
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // JSON itself has no undefined, so the caller can tell
  }
}

const printJson = ({ attention, chunks, tokenCount }: UnderstoodPrompt): string =>
  `${JSON.stringify({ attention, chunks, tokenCount })}\n`;

/** Weights beside their text; then each chunk's text, with a rule where its 75 tokens end. */
function printPrompt({ io, texts }: CommandContext, prompt: UnderstoodPrompt): string {
  const { strong, faint, accent } = styleFor(io.stdout);
  const count = `${prompt.tokenCount}/${prompt.tokenLimit}`;
  const weights = prompt.attention.map(([text, weight]) => {
    if (text === "BREAK" && weight === -1) return faint("BREAK");
    const shown = padTo(printWeight(weight), weightWidth);
    return `${weight === 1 ? faint(shown) : accent(shown)} ${JSON.stringify(text).slice(1, -1)}`;
  });
  const rule = `── ${texts.chunkEnd} `;
  const end = faint(rule + "─".repeat(Math.max(0, Math.min(chunkLength, io.stdout.columns - 4) - widthOf(rule))));
  const chunks = prompt.chunkTexts.flatMap((text, i) => [
    ...(i > 0 ? [`  ${end}`] : []),
    `  ${faint(texts.chunk({ number: i + 1 }))}  ${plainLine(text)}`,
  ]);
  return `${[
    strong(texts.attention),
    ...weights.map((line) => `  ${line}`),
    "",
    `${strong(texts.tokenCount)} ${count}`,
    ...chunks,
  ].join("\n")}\n`;
}
const weightWidth = 6;
