import type { Command } from "../command/command.ts";
import { withWorkbench } from "../command/open-workbench.ts";
import { styleFor } from "../terminal/style.ts";
import { padTo, widthOf } from "../terminal/width.ts";

const marks = { ok: "✓", warn: "!", fail: "✗" } as const;

/** Checks the machine and the installation; fails if any check does. */
export const command: Command = async (context) => {
  const { io, texts, options } = context;
  const checks = await withWorkbench(context, (workbench) => workbench.doctor());
  const hasFailed = checks.some(({ state }) => state === "fail");
  if (options.json) io.stdout.write(`${JSON.stringify({ checks })}\n`);
  else {
    const { done, warning, error, accent, strong } = styleFor(io.stdout);
    const paint = { ok: done, warn: warning, fail: error };
    const width = Math.max(0, ...checks.map(({ name }) => widthOf(name)));
    for (const { name, state, detail, hint } of checks) {
      io.stdout.write(`${paint[state](marks[state])} ${padTo(name, width)}  ${detail}\n`);
      if (hint !== undefined && state !== "ok") io.stdout.write(`  ${" ".repeat(width)}  ${accent("→")} ${hint}\n`);
    }
    const isWell = checks.every(({ state }) => state === "ok");
    io.stdout.write(
      `\n${strong(isWell ? texts.doctor.allWell : hasFailed ? texts.doctor.trouble : texts.doctor.warned)}\n`,
    );
  }
  return hasFailed ? 1 : 0;
};
