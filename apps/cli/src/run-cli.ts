import { readFile } from "node:fs/promises";
import { unattended } from "@danfang/domain/plain";
import { isCommand } from "./catalogue/commands.ts";
import type { ServeStudio } from "./command/serve-studio.ts";
import type { OpenWorkbench } from "./command/workbench.ts";
import type { ExitStatus } from "./errors/exit-status.ts";
import { printCommandHelp, printHelp } from "./help.ts";
import type { CliIo } from "./io/io.ts";
import { readTexts } from "./texts/texts.ts";

/** What the command line is connected to. */
export interface CliDependencies {
  readonly openWorkbench: OpenWorkbench;
  readonly serveStudio: ServeStudio;
}

/**
 * One run of `danfang`: `argv` without the program's name → the exit status; nothing at all is `studio`. Never throws.
 *
 * Help is answered here; everything else is read only when it is needed, so that help comes at once.
 */
export async function runCli(argv: readonly string[], io: CliIo, dependencies: CliDependencies): Promise<ExitStatus> {
  const texts = await readTexts(io.env);
  // What was written last may fail when the command has long given its status; a command in between listens itself.
  const tellLate = async (fault: unknown) =>
    io.quit((await import("./command/last-resort.ts")).tellFault(fault, io, texts));
  io.onFault(unattended(tellLate, () => io.quit(1)));
  const [name = "studio", ...rest] = argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
  if (isHelp(name)) {
    io.stdout.write(printHelp(texts, io.stdout));
    return 0;
  }
  if (name === "--version") {
    io.stdout.write(`danfang ${await readVersion()}\n`);
    return 0;
  }
  if (isCommand(name) && rest.slice(0, endOfOptions(rest)).some(isHelp)) {
    io.stdout.write(printCommandHelp(name, texts, io.stdout));
    return 0;
  }
  const { runCommand } = await import("./run-command.ts");
  return runCommand(name, rest, { io, texts, ...dependencies });
}

async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

const isHelp = (argument: string): boolean => argument === "--help" || argument === "-h";
const endOfOptions = (args: readonly string[]): number => (args.includes("--") ? args.indexOf("--") : args.length);
