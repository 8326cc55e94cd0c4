import { findingIn } from "@danfang/domain";
import { decodeText, openFile, sniffBytes } from "@danfang/formats";
import { type PictureRecipe, readPictureRecipe, readRecipe } from "@danfang/recipes";
import type { Command } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import { readJsonLines, readText } from "../io/read-input.ts";
import { plainLine } from "../terminal/plain.ts";
import type { Texts } from "../texts/texts.ts";

/** Reads what a picture or a text says it is made of. `-` reads a text from the input, with `--jsonl` one a line. */
export const command: Command = async ({ options, operands: [verb, file, ...others], io, texts }) => {
  if (verb !== "read" || file === undefined || others.length > 0)
    throw cliErrors.missingOperand({ command: "recipe", operand: "read FILE|-" });
  if (options.json && options.jsonl)
    throw cliErrors.conflictingOptions({ options: "--json, --jsonl", reason: "one document, or one a line" });
  if (options.jsonl) {
    if (file !== "-") throw cliErrors.missingOperand({ command: "recipe read --jsonl", operand: "-" });
    for await (const text of readJsonLines(io.stdin)) io.stdout.write(printJson(ofText(text)));
    return 0;
  }
  const read = file === "-" ? ofText(await readText(io.stdin)) : await ofFile(file);
  io.stdout.write(options.json ? printJson(read) : printLines(read, texts.language));
  return 0;
};

const ofText = (text: string): PictureRecipe => ({ ...readRecipe(text), infotext: text });

/** Errors: `formats/fileMissing` and its kin, `formats/notAnImage` for what is neither a picture nor a text. */
async function ofFile(path: string): Promise<PictureRecipe> {
  const source = await openFile(path);
  try {
    const bytes = await source.read(0, source.size);
    const text = sniffBytes(bytes) === "unknown" ? decodeText(bytes)?.text : undefined;
    return text === undefined ? readPictureRecipe(bytes, path) : ofText(text);
  } finally {
    await source.close();
  }
}

const printJson = ({ value: recipe, findings, infotext }: PictureRecipe): string =>
  `${JSON.stringify({ recipe, findings, infotext })}\n`;

/** A line for each field, then one for each finding. */
function printLines({ value, findings }: PictureRecipe, language: Texts["language"]): string {
  const fields = Object.entries(value).map(
    ([name, field]) => `${name}: ${plainLine(typeof field === "string" ? field : JSON.stringify(field))}`,
  );
  return [...fields, ...findings.map((finding) => `! ${plainLine(findingIn(language, finding))}`)]
    .map((line) => `${line}\n`)
    .join("");
}
