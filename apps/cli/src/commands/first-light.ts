import { GenerationRequest } from "@danfang/domain";
import type { Command } from "../command/command.ts";
import { paint } from "../command/paint.ts";
import { openTarget } from "../io/output-target.ts";
import { styleFor } from "../terminal/style.ts";
import { defaultFolder, printJson } from "./txt2img.ts";

/** What the starter model paints well. Source: starter/README.md: Euler, 12–20 steps, CFG 4–6, one thing per prompt. */
const order = {
  checkpoint: "starter-emoji",
  prompt: "red apple",
  sampler: "Euler",
  steps: 20,
  cfgScale: 5,
  seed: 1000,
};

/** Paints the first picture a newcomer sees, says where it is and how to paint the next. */
export const command: Command = async (context) => {
  const { io, texts: t, options } = context;
  const { strong, faint, accent } = styleFor(io.stdout);
  if (!options.json) io.stdout.write(`${t.firstLight.begin}\n`);
  const pictures = await openTarget(defaultFolder(context), 1);
  const job = await paint(context, GenerationRequest.parse(order), { pictures, latents: undefined });
  if (options.json) io.stdout.write(printJson(job));
  else
    io.stdout.write(
      [
        "",
        `${t.firstLight.path}: ${strong(job.pictures[0]?.path ?? "")}`,
        `${t.firstLight.command}:`,
        `  ${accent(commandLine())}`,
        "",
        ...(job.pictures[0]?.infotext.split("\n") ?? []).map((line) => faint(line)),
        "",
      ].join("\n"),
    );
  return 0;
};

/** The order as it would be typed. */
function commandLine(): string {
  const { checkpoint, prompt, sampler, steps, cfgScale, seed } = order;
  const program = process.platform === "win32" ? "danfang" : "./danfang";
  return `${program} txt2img --model ${checkpoint} --prompt "${prompt}" --sampler ${sampler} --steps ${steps} --cfg ${cfgScale} --seed ${seed}`;
}
