import {
  clipTokenizer,
  type ExtraNetwork,
  parseComposition,
  parseExtraNetworks,
  parseSchedule,
  readPrompt,
  type Tokenizer,
  understandPrompt,
} from "@danfang/prompt";
import { countOf } from "../arguments/values.ts";
import type { Command } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import { readJsonLines, readText } from "../io/read-input.ts";
import { printPrompt } from "../terminal/print-prompt.ts";

/** Shows how a prompt is understood. `-` reads it from the input: all of it, or with `--jsonl` one prompt a line. */
export const command: Command = async (context) => {
  const { options, operands, io, texts } = context;
  if (operands.length === 0) throw cliErrors.missingOperand({ command: "prompt", operand: "TEXT|-" });
  if (options.json && options.jsonl)
    throw cliErrors.conflictingOptions({
      options: "--json, --jsonl",
      reason: { en: "one document, or one a line", zh: "要么一整份，要么每行一份" },
    });
  const steps = countOf(options, "steps") ?? defaultSteps;
  const tokenizer = clipTokenizer();
  const isInput = operands.length === 1 && operands[0] === "-";
  if (options.jsonl) {
    if (!isInput) throw cliErrors.missingOperand({ command: "prompt --jsonl", operand: "-" });
    for await (const text of readJsonLines(io.stdin)) io.stdout.write(printJson(text, steps, tokenizer));
    return 0;
  }
  const text = isInput ? await readText(io.stdin) : operands.join(" ");
  if (options.json) io.stdout.write(printJson(text, steps, tokenizer));
  else io.stdout.write(printPrompt(readPrompt(text, { tokenizer, steps }), { output: io.stdout, texts, tokenizer }));
  return 0;
};

/** As `txt2img` has them. */
const defaultSteps = 20;

/**
 * One line of JSON. Attention and chunks are those of the text as it stands; schedule and AND are read without the
 * networks. Comments are left in: whether they are is up to who paints.
 */
function printJson(text: string, steps: number, tokenizer: Tokenizer): string {
  const { attention, chunks, tokenCount } = understandPrompt(text, { tokenizer });
  const { text: words, networks } = parseExtraNetworks(text);
  return `${JSON.stringify({
    attention,
    chunks,
    tokenCount,
    schedule: parseSchedule(words, { steps }),
    and: parseComposition(words),
    extraNetworks: networks.map(networkFields),
  })}\n`;
}

/** The arguments of a network besides its name, as they are written. */
function networkFields({ type, args, positional }: ExtraNetwork) {
  const name = positional[0] ?? "";
  const at = args.indexOf(name);
  return { type, name, args: args.filter((_, i) => i !== at) };
}
