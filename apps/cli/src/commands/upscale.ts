import { basename } from "node:path";
import type { UpscaleRequest } from "@danfang/domain";
import type { EnlargedPicture, Workbench } from "@danfang/workbench";
import { parseSdUpscale, parseUpscale } from "../arguments/passes-request.ts";
import type { Command, CommandContext } from "../command/command.ts";
import { withWorkbench } from "../command/open-workbench.ts";
import { cliErrors } from "../errors/errors.ts";
import { type OutputTarget, openTarget } from "../io/output-target.ts";
import { openLiveArea } from "../terminal/live-area.ts";
import { styleFor } from "../terminal/style.ts";
import { cutTo } from "../terminal/width.ts";
import { defaultFolder, paintRequest } from "./txt2img.ts";

/** Makes pictures larger; with a prompt they are painted over in tiles as well. What their files say of them is kept. */
export const command: Command = async (context) => {
  const { operands, options, io } = context;
  const [file, ...others] = operands;
  if (file === undefined) throw cliErrors.missingOperand({ command: "upscale", operand: "FILE" });
  if (options.prompt !== undefined) {
    if (others.length > 0) throw cliErrors.unexpectedArgument({ argument: others[0]!, command: "upscale --prompt" });
    const painting = { ...context, options: { ...options, init: [file] } };
    return paintRequest("upscale", painting, parseSdUpscale(options));
  }
  const request = parseUpscale(options);
  const target = await openTarget(options.out ?? defaultFolder(context, "extras"), operands.length);
  const enlarged = await withWorkbench(context, (workbench) => enlargeAll(workbench, context, request, target));
  io.stdout.write(options.json ? printJson(enlarged) : printLines(context, enlarged));
  return 0;
};

interface EnlargedFile {
  readonly from: string;
  readonly path: string;
  readonly picture: EnlargedPicture;
}

/** One after the other; each is written as soon as it is there. */
async function enlargeAll(
  workbench: Workbench,
  { operands, io, texts, signal }: CommandContext,
  request: UpscaleRequest,
  target: OutputTarget,
): Promise<EnlargedFile[]> {
  const area = openLiveArea(io.stderr);
  const done: EnlargedFile[] = [];
  try {
    for (const from of operands) {
      const place = texts.enlarging({ file: basename(from), number: done.length + 1, of: operands.length });
      area.draw([styleFor(io.stderr).faint(cutTo(place, io.stderr.columns - 1))]);
      const picture = await workbench.enlarge(from, request, signal);
      const seed = Number(picture.recipe.seed ?? 0);
      const path = await target.save(seed, (path) => workbench.saveImage(picture, { path }));
      done.push({ from, path, picture });
    }
  } finally {
    area.clear();
  }
  return done;
}

const sizeOf = ({ picture: { pixels } }: EnlargedFile) => ({ width: pixels.width, height: pixels.height });

function printJson(files: readonly EnlargedFile[]): string {
  const images = files.map((file) => ({
    path: file.path,
    from: file.from,
    ...sizeOf(file),
    recipe: file.picture.recipe,
    infotext: file.picture.infotext,
  }));
  return `${JSON.stringify({ images })}\n`;
}

/** One line a picture, path and size with a tab between. */
function printLines({ io }: CommandContext, files: readonly EnlargedFile[]): string {
  const { faint, strong } = styleFor(io.stdout);
  const lines = files.map((file) => {
    const { width, height } = sizeOf(file);
    return `${strong(file.path)}\t${faint(`${width}×${height}`)}`;
  });
  return `${lines.join("\n")}\n`;
}
