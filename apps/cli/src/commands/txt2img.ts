import { join } from "node:path";
import { defined, type PassesRequest, picturesOf } from "@danfang/domain";
import { parseRequest } from "../arguments/generation-request.ts";
import { homeFolder } from "../arguments/home.ts";
import { initFiles } from "../arguments/init-files.ts";
import type { Command, CommandContext } from "../command/command.ts";
import { workbenchOptions } from "../command/open-workbench.ts";
import { type PaintedJob, paintAll } from "../command/paint.ts";
import type { ExitStatus } from "../errors/exit-status.ts";
import { checkLatentPath, openTarget } from "../io/output-target.ts";
import { printSeconds } from "../terminal/durations.ts";
import { styleFor } from "../terminal/style.ts";

/** Paints pictures from words. */
export const command: Command = (context) => paintRequest("txt2img", context);

/** What is wrong with the order or the place for its pictures is found before painting. */
export async function paintRequest(
  name: "txt2img" | "img2img" | "outpaint" | "upscale",
  context: CommandContext,
  passes?: PassesRequest,
): Promise<ExitStatus> {
  const { options, io } = context;
  const asked = parseRequest(name, options);
  const { init } = asked;
  const inits = init ? await initFiles(options.init ?? []) : [];
  const requests = init
    ? inits.map((image) => ({ ...asked, init: { ...init, image, ...defined({ passes }) } }))
    : [asked];
  workbenchOptions(context);
  const out = options.out ?? defaultFolder(context, name === "txt2img" ? name : "img2img");
  const job = await paintAll(context, requests, {
    pictures: await openTarget(
      out,
      requests.reduce((sum, request) => sum + picturesOf(request), 0),
    ),
    latents: options["save-latent"] && (await checkLatentPath(options["save-latent"])),
  });
  io.stdout.write(options.json ? printJson(job) : printJob(context, job));
  return 0;
}

/** `outputs/txt2img/2025-03-09` in Danfang's folder. */
export const defaultFolder = (
  { options, io }: CommandContext,
  name: "txt2img" | "img2img" | "grid" | "extras" = "txt2img",
): string => join(homeFolder(options, io.env), "outputs", name, io.today());

export function printJson({ pictures, summary }: PaintedJob): string {
  const { recipe, timings, peakRssBytes, engine, notes = [] } = summary;
  const images = pictures.map(({ path, seed, infotext, init }) => ({ path, seed, infotext, ...defined({ init }) }));
  return `${JSON.stringify({ images, recipe, notes, timings, peakRssBytes, engine })}\n`;
}

/** One line a picture, path and seed with a tab between; on a terminal also how long it took. */
function printJob({ io, texts, options }: CommandContext, { pictures, summary }: PaintedJob): string {
  const { faint, strong } = styleFor(io.stdout);
  const lines = pictures.map(({ path, seed }) => `${strong(path)}\t${faint(texts.seed({ seed }))}`);
  if (io.stdout.isTerminal) {
    const { stepSeconds, totalSeconds } = summary.timings;
    const perStep = stepSeconds.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, stepSeconds.length);
    if (options["save-latent"]) lines.push(faint(texts.latentsSaved({ path: options["save-latent"] })));
    const times = { total: printSeconds(totalSeconds), steps: stepSeconds.length, perStep: printSeconds(perStep) };
    lines.push(faint(texts.painted(times)));
  }
  return `${lines.join("\n")}\n`;
}
