import { printBytes, unattended } from "@danfang/domain";
import type { BenchReport } from "@danfang/workbench";
import type { Command, CommandContext } from "../command/command.ts";
import { withWorkbench } from "../command/open-workbench.ts";
import { printSeconds } from "../terminal/durations.ts";
import { openLiveArea } from "../terminal/live-area.ts";
import { printNote } from "../terminal/report-error.ts";
import { styleFor } from "../terminal/style.ts";
import { cutTo, padTo, widthOf } from "../terminal/width.ts";

/** Measures how fast this machine paints at full size. */
export const command: Command = async (context) => {
  const { io, options, signal, texts } = context;
  const area = openLiveArea(io.stderr);
  const { faint, warning } = styleFor(io.stderr);
  const drawStopping = () => area.draw([warning(cutTo(texts.stopping, io.stderr.columns - 1))]);
  signal.addEventListener(
    "abort",
    unattended(drawStopping, (problem) => io.stderr.write(printNote(problem, texts, io.stderr))),
  );
  try {
    const onProgress = (text: string) => area.draw([faint(cutTo(`${text} …`, io.stderr.columns - 1))]);
    const report = await withWorkbench(context, (workbench) => workbench.bench({ signal, onProgress }));
    area.clear();
    io.stdout.write(options.json ? `${JSON.stringify(report)}\n` : printReport(context, report));
  } finally {
    area.clear();
  }
  return 0;
};

function printReport({ io, texts: { bench: t } }: CommandContext, report: BenchReport): string {
  const { strong } = styleFor(io.stdout);
  const table = [
    [t.what, t.seconds, t.speed, t.share],
    ...report.rows.map(({ name, seconds, gflops, shareOfPeak }) => [
      name,
      printSeconds(seconds),
      gflops === undefined ? "" : String(Math.round(gflops)),
      shareOfPeak === undefined ? "" : `${Math.round(shareOfPeak * 100)} %`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => widthOf(row[column] ?? ""))));
  const alignRight = (text: string, width: number) => padTo("", width - widthOf(text)) + text;
  const lines = table.map((row) =>
    row.map((cell, i) => (i === 0 ? padTo(cell, widths[i]!) : alignRight(cell, widths[i]!))).join("  "),
  );
  return `${[
    strong(lines[0]!),
    ...lines.slice(1),
    "",
    `${t.peak}: ${Math.round(report.peakGflops)} GFLOP/s`,
    `${t.memory}: ${printBytes(report.peakRssBytes)}`,
  ].join("\n")}\n`;
}
