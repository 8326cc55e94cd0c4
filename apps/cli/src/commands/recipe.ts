import { type Finding, findingIn } from "@danfang/domain";
import {
  type PictureRecipe,
  type RecipeForm,
  readRecipeFile,
  readTextRecipe,
  recipeForms,
  writeRecipe,
} from "@danfang/recipes";
import type { Command, CommandContext } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import type { ExitStatus } from "../errors/exit-status.ts";
import { readJsonLines, readText } from "../io/read-input.ts";
import { plainLine } from "../terminal/plain.ts";
import type { Texts } from "../texts/texts.ts";

/**
 * Reads what a picture or a text says it is made of, or writes it for another program. `-` reads a text from the input,
 * with `--jsonl` one a line.
 */
export const command: Command = async (run) => {
  const [verb, file, ...others] = run.operands;
  if ((verb !== "read" && verb !== "write") || file === undefined || others.length > 0)
    throw cliErrors.missingOperand({ command: "recipe", operand: "read FILE|-, write FILE|-" });
  return verb === "read" ? read(run, file) : write(run, file);
};

const read = async ({ options, io, texts }: CommandContext, file: string): Promise<ExitStatus> => {
  if (options.json && options.jsonl)
    throw cliErrors.conflictingOptions({
      options: "--json, --jsonl",
      reason: { en: "one document, or one a line", zh: "要么一整份，要么每行一份" },
    });
  if (options.jsonl) {
    if (file !== "-") throw cliErrors.missingOperand({ command: "recipe read --jsonl", operand: "-" });
    for await (const text of readJsonLines(io.stdin)) io.stdout.write(printJson(readTextRecipe(text)));
    return 0;
  }
  const found = await readAny(file, io);
  io.stdout.write(options.json ? printJson(found) : printLines(found, texts.language));
  return 0;
};

/** What could not be read and what could not be written is told beside the text, which alone goes to the output. */
const write = async ({ options, io, texts }: CommandContext, file: string): Promise<ExitStatus> => {
  const form = formOf(options.as);
  const { value, findings } = await readAny(file, io);
  const written = writeRecipe(value, form);
  const told = [...findings, ...written.findings];
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ as: form, text: written.text, findings: told })}\n`);
    return 0;
  }
  io.stdout.write(`${written.text}\n`);
  io.stderr.write(told.map((finding) => lineOf(finding, texts.language)).join(""));
  return 0;
};

/** Errors: `cli/missingOption`, `cli/badValue`. */
function formOf(written: string | undefined): RecipeForm {
  if (written === undefined)
    throw cliErrors.missingOption({ option: "--as", command: "recipe write FILE", value: recipeForms.join("|") });
  const form = recipeForms.find((one) => one === written);
  if (form !== undefined) return form;
  throw cliErrors.badValue({ option: "--as", value: written, expected: { kind: "choice", choices: recipeForms } });
}

/** Errors: `formats/fileMissing` and its kin, `formats/notAnImage` for what is neither a picture nor a text. */
const readAny = async (file: string, io: CommandContext["io"]): Promise<PictureRecipe> =>
  file === "-" ? readTextRecipe(await readText(io.stdin)) : readRecipeFile(file);

const printJson = ({ value: recipe, findings, infotext }: PictureRecipe): string =>
  `${JSON.stringify({ recipe, findings, infotext })}\n`;

/** A line for each field, then one for each finding. */
function printLines({ value, findings }: PictureRecipe, language: Texts["language"]): string {
  const fields = Object.entries(value).map(
    ([name, field]) => `${name}: ${plainLine(typeof field === "string" ? field : JSON.stringify(field))}\n`,
  );
  return [...fields, ...findings.map((finding) => lineOf(finding, language))].join("");
}

const lineOf = (finding: Finding, language: Texts["language"]): string =>
  `! ${plainLine(findingIn(language, finding))}\n`;
