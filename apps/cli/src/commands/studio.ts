import { defined } from "@danfang/domain";
import { readApiAuth } from "../arguments/api-auth.ts";
import { homeFolder } from "../arguments/home.ts";
import { wholeNumberOf } from "../arguments/values.ts";
import type { Command } from "../command/command.ts";
import { keepFault } from "../command/keep-fault.ts";
import { Fault } from "../command/last-resort.ts";
import { cliErrors } from "../errors/errors.ts";
import { openBrowser } from "../io/open-browser.ts";
import { printNote, printTrouble } from "../terminal/report-error.ts";
import { styleFor } from "../terminal/style.ts";

const usualHost = "127.0.0.1";
/** AUTOMATIC1111's, so that its clients find us. */
const usualPort = 7860;
const largestPort = 65535;

/** Serves the studio until Ctrl-C. Its address is the result: one line, or one JSON document with `--json`. */
export const command: Command = async ({ options, io, texts, serveStudio, signal }) => {
  const port = wholeNumberOf(options, "port") ?? usualPort;
  if (port < 0 || port > largestPort)
    throw cliErrors.badValue({
      option: "--port",
      value: String(port),
      expected: { kind: "range", least: 0, most: largestPort },
    });
  const home = homeFolder(options, io.env);
  const { pairs, notes } = await readApiAuth(options, io.env);
  for (const note of notes) io.stderr.write(printNote(note, texts, io.stderr));
  const studio = await serveStudio({
    home,
    modelRoots: options.models ?? [],
    host: options.host || usualHost,
    port,
    apiAuth: pairs,
    cors: defined({ origins: options["cors-allow-origins"], pattern: options["cors-allow-origins-regex"] }),
    onNotice: (problem) => io.stderr.write(printNote(problem, texts, io.stderr)),
    onTrouble: (news) => io.stderr.write(printTrouble(news, texts, io.stderr)),
  });
  try {
    const { strong, faint } = styleFor(io.stdout);
    if (options.json) io.stdout.write(`${JSON.stringify({ url: studio.url })}\n`);
    else io.stdout.write(`${texts.studio.ready({ url: strong(studio.url) })}\n`);
    if (io.stderr.isTerminal) io.stderr.write(`${faint(texts.studio.stop)}\n`);
    if (options.open) openBrowser(studio.url);
    await aborted(signal);
    const file = signal.reason instanceof Fault ? keepFault(home, signal.reason.error, new Date()) : undefined;
    if (file !== undefined) io.stderr.write(`${texts.studio.faultKept({ file })}\n`);
    if (io.stderr.isTerminal) io.stderr.write(`\n${texts.studio.closing}\n`);
  } finally {
    await studio.close();
  }
  return 0;
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
