import { cellName } from "@danfang/workbench";
import { parseRequest } from "../arguments/generation-request.ts";
import { parseGrid } from "../arguments/grid-request.ts";
import type { Command, CommandContext } from "../command/command.ts";
import { workbenchOptions } from "../command/open-workbench.ts";
import { type PaintedJob, type PaintedPicture, paint } from "../command/paint.ts";
import { cliErrors } from "../errors/errors.ts";
import { openTarget } from "../io/output-target.ts";
import { printSeconds } from "../terminal/durations.ts";
import { styleFor } from "../terminal/style.ts";
import { defaultFolder } from "./txt2img.ts";

type PaintedGrid = PaintedJob & { readonly grid: NonNullable<PaintedJob["grid"]> };

/** Paints the same order with other values of one, two or three things, and a sheet of them all. */
export const command: Command = async (context) => {
  const { options, io } = context;
  if (options.init && options.init.length > 1)
    throw cliErrors.conflictingOptions({
      options: "--init, --init",
      reason: { en: "a grid starts from one picture", zh: "对比图只能从一张图开始" },
    });
  const request = { ...parseRequest("grid", options), grid: parseGrid(options) };
  workbenchOptions(context);
  const out = options.out ?? defaultFolder(context, "grid");
  // The sheet has the name that was asked for, and its cells are numbered beside it.
  const [sheet, pictures] = [await openTarget(out, 1), await openTarget(out, Number.POSITIVE_INFINITY)];
  const job = await paint(context, request, { sheet, pictures, latents: undefined });
  if (!hasSheet(job)) throw new Error("The grid ended without its sheet.");
  io.stdout.write(options.json ? printJson(job) : printGrid(context, job));
  return 0;
};

const hasSheet = (job: PaintedJob): job is PaintedGrid => job.grid !== undefined;

const cellOf = ({ grid: { plan } }: PaintedGrid, { index }: PaintedPicture) =>
  plan.cells[Math.floor(index / plan.picturesPerCell)]!;

/** All cells with their values in the order in which they were painted, and the sheet. */
function printJson(job: PaintedGrid): string {
  const { pictures, grid, summary } = job;
  const { axes } = grid.plan;
  const images = pictures.map((picture) => {
    const { at } = cellOf(job, picture);
    const values = { x: axes.x.values[at.x], y: axes.y.values[at.y], z: axes.z.values[at.z] };
    const { path, seed, infotext } = picture;
    return { path, seed, infotext, at, ...varied(job, values) };
  });
  const { path, infotext, size } = grid.sheet;
  const named = varied(job, axes);
  const shown = Object.entries(named).map(([name, { axis, values, legends }]) => [
    name,
    { axis: axis.label, values, legends },
  ]);
  const { recipe, timings, peakRssBytes, engine, notes = [] } = summary;
  const sheet = { path, infotext, ...size };
  const all = { sheet, axes: Object.fromEntries(shown), images, recipe, notes, timings, peakRssBytes, engine };
  return `${JSON.stringify(all)}\n`;
}

/** Only the directions in which something changes. */
const varied = <T>({ grid: { plan } }: PaintedGrid, of: Record<"x" | "y" | "z", T>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).filter(([name]) => plan.grid[name as "x" | "y" | "z"] !== undefined));

/** One line a cell, path and legends with a tab between; the sheet is the last. */
function printGrid({ io, texts }: CommandContext, job: PaintedGrid): string {
  const { faint, strong } = styleFor(io.stdout);
  const { pictures, grid, summary } = job;
  const lines = pictures.map(
    (picture) => `${picture.path}\t${faint(cellName(grid.plan, cellOf(job, picture)).replaceAll(/\s+/g, " "))}`,
  );
  const { path, size } = grid.sheet;
  lines.push(`${strong(path)}\t${faint(`${size.width}×${size.height}`)}`);
  if (io.stdout.isTerminal) {
    const { stepSeconds, totalSeconds } = summary.timings;
    const perStep = stepSeconds.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, stepSeconds.length);
    const times = { total: printSeconds(totalSeconds), steps: stepSeconds.length, perStep: printSeconds(perStep) };
    lines.push(faint(texts.painted(times)));
  }
  return `${lines.join("\n")}\n`;
}
