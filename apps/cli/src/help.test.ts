import { expect, it } from "vitest";
import { type CommandName, commands } from "./catalogue/commands.ts";
import { printCommandHelp, printHelp } from "./help.ts";
import type { Output } from "./io/io.ts";
import { en } from "./texts/en.ts";
import { zh } from "./texts/zh.ts";

const output: Output = { isTerminal: false, columns: 80, rows: 24, colours: "none", write: () => undefined };

it.each([
  ["en", en],
  ["zh", zh],
] as const)("help says the same as it always did: %s", async (language, texts) => {
  const pages = (Object.keys(commands) as CommandName[]).map((name) => printCommandHelp(name, texts, output));
  await expect([printHelp(texts, output), ...pages].join("\n---\n\n")).toMatchFileSnapshot(
    `../goldens/help.${language}.txt`,
  );
});
