import { helpLine } from "@danfang/words";
import { type CommandEntry, type CommandName, commands, plannedCommands } from "./catalogue/commands.ts";
import { fieldsOf } from "./catalogue/field-options.ts";
import { type OptionName, type OptionShape, optionShapes } from "./catalogue/options.ts";
import type { Output } from "./io/io.ts";
import { styleFor } from "./terminal/style.ts";
import { padTo, widthOf } from "./terminal/width.ts";
import type { Texts } from "./texts/texts.ts";

/** The overview: what Danfang is, its commands, two examples. */
export function printHelp(t: Texts, output: Output): string {
  const { strong, faint, accent } = styleFor(output);
  const shown = Object.entries<CommandEntry>(commands) as [CommandName, CommandEntry][];
  const rows = shown.map(
    ([name, entry]) => [[name, entry.operands].filter(Boolean).join(" "), t.commands[name]] as const,
  );
  return lines(
    `${strong("丹方 Danfang")} — ${t.tagline}`,
    "",
    strong(t.usage),
    `  danfang ${faint("COMMAND …")}`,
    "",
    strong(t.commandsTitle),
    ...columns(rows, accent),
    "",
    strong(t.examplesTitle),
    ...[commands.txt2img.examples[0], commands.prompt.examples[0]].map((example) => `  ${example}`),
    "",
    faint(`${t.laterTitle}: ${plannedCommands.join(", ")}`),
    faint(t.moreHelp),
  );
}

/** One command: what it does, its options in groups, examples that work as they stand. */
export function printCommandHelp(name: CommandName, t: Texts, output: Output): string {
  const { strong, accent } = styleFor(output);
  const entry: CommandEntry = commands[name];
  const groups = Object.entries(entry.options) as [keyof Texts["optionGroups"], readonly OptionName[]][];
  const width = Math.max(...groups.flatMap(([, options]) => options.map((option) => widthOf(printOption(option)))));
  return lines(
    `${strong(`danfang ${name}`)} — ${t.commands[name]}`,
    "",
    strong(t.usage),
    `  danfang ${[name, entry.operands, `[${t.optionsTitle}]`].filter(Boolean).join(" ")}`,
    ...groups.flatMap(([group, options]) => [
      "",
      strong(t.optionGroups[group]),
      ...columns(
        options.map((option) => [printOption(option), tellOption(option, t)] as const),
        accent,
        width,
      ),
    ]),
    "",
    strong(t.examplesTitle),
    ...entry.examples.map((example) => `  ${example}`),
  );
}

const lines = (...text: string[]): string => `${text.join("\n")}\n`;

function columns(rows: readonly (readonly [string, string])[], accent: (text: string) => string, least = 0): string[] {
  const width = Math.max(least, ...rows.map(([left]) => widthOf(left)));
  return rows.map(([left, right]) => `  ${accent(padTo(left, width))}  ${right}`);
}

function printOption(name: OptionName): string {
  const { value }: OptionShape = optionShapes[name];
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** What an option does: its own words, else those of the field that it says. */
function tellOption(name: OptionName, { options, language }: Texts): string {
  const own: Readonly<Partial<Record<OptionName, string>>> = options;
  const [field] = fieldsOf(name);
  return own[name] ?? (field === undefined ? "" : helpLine(field, language));
}
