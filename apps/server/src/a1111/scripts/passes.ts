import { PassesRequest } from "@danfang/domain";
import { exception, invalid, notYet } from "../bodies/errors.ts";
import { field } from "./script-field.ts";

/** Scripts of img2img that paint in several passes, as they are listed. */
const titles = {
  loopback: "loopback",
  outpaint: "outpainting mk2",
  outpaintTiles: "poor man's outpainting",
  upscale: "sd upscale",
} as const;
export const passesTitles: readonly string[] = Object.values(titles);

const sides = ["left", "right", "up", "down"];
const contents = ["fill", "original", "noise", "nothing"] as const;
const contentLabels = ["fill", "original", "latent noise", "latent nothing"];
const curves = ["Aggressive", "Linear", "Lazy"];

interface Arguments {
  readonly args: readonly unknown[];
  /** Names of upscalers, in the order in which they are listed. */
  readonly upscalers: readonly string[];
  /** `batch_size` of the body: tiles painted together. */
  readonly batchSize: number;
}

/**
 * The passes that a script's arguments ask for; what is left out is as on a fresh page. Errors: 422 for arguments of
 * another kind, 500 for an upscaler that is not there, 501 for interrogated prompts.
 *
 * Source: AUTOMATIC1111 v1.10.1 `loopback.py`, `outpainting_mk_2.py`, `poor_mans_outpainting.py`, `sd_upscale.py`.
 */
export function passesOf(title: string, { args, upscalers, batchSize }: Arguments): PassesRequest {
  switch (title) {
    case titles.loopback: {
      const [loops, finalDenoisingStrength, curve, interrogation = "None"] = args;
      if (interrogation !== "None") throw notYet("Append interrogated prompt at each iteration", "Choose None.");
      return parsed({
        kind: "loopback",
        loops,
        finalDenoisingStrength,
        curve: typeof curve === "string" ? curve.toLowerCase() : curve,
      });
    }
    case titles.outpaint: {
      const [, pixels = 128, maskBlur, direction = sides, falloff, colorVariation] = args;
      return parsed({ kind: "outpaint", ...growth(pixels, direction, 3), maskBlur, falloff, colorVariation });
    }
    case titles.outpaintTiles: {
      const [pixels = 128, maskBlur, fill = 0, direction = sides] = args;
      const content = contents[typeof fill === "number" ? fill : contentLabels.indexOf(String(fill))];
      if (content === undefined) throw wrongArgument(2);
      return parsed({ kind: "outpaintTiles", ...growth(pixels, direction, 3), maskBlur, content });
    }
    default: {
      const [, overlap, upscaler = 0, scale] = args;
      const name = typeof upscaler === "number" ? upscalers[upscaler] : upscalers.find((own) => own === upscaler);
      if (name === undefined) throw exception("IndexError", "list index out of range");
      return parsed({ kind: "upscale", overlap, upscaler: name, scale, tilesAtOnce: batchSize });
    }
  }
}

function growth(pixels: unknown, direction: unknown, at: number): object {
  if (!Array.isArray(direction)) throw wrongArgument(at);
  const names = direction.map((side) => String(side).toLowerCase());
  return Object.fromEntries(sides.filter((side) => names.includes(side)).map((side) => [side, pixels]));
}

function parsed(passes: Readonly<Record<string, unknown>>): PassesRequest {
  const said = Object.fromEntries(
    Object.entries(passes).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
  const { data, error } = PassesRequest.safeParse(said);
  if (data) return data;
  throw wrongArgument(String(error.issues[0]?.path.at(-1) ?? ""), error.issues[0]?.message);
}

const wrongArgument = (at: number | string, msg = "value is not what the script takes") =>
  invalid([{ loc: ["body", "script_args", at], msg, type: "type_error" }]);

const slider = (label: string, value: number, minimum: number, maximum: number, step: number) =>
  field(label, value, { minimum, maximum, step });

/** The scripts' arguments, for `script-info`. */
export const passesInfo = (upscalers: readonly string[]) => {
  const about = (name: string, args: readonly object[]) => ({ name, is_alwayson: false, is_img2img: true, args });
  const direction = field("Outpainting direction", sides, { choices: sides });
  return [
    about(titles.loopback, [
      slider("Loops", 4, 1, 32, 1),
      slider("Final denoising strength", 0.5, 0, 1, 0.01),
      field("Denoising strength curve", "Linear", { choices: curves }),
      field("Append interrogated prompt at each iteration", "None", { choices: ["None"] }),
    ]),
    about(titles.outpaint, [
      field("", ""),
      slider("Pixels to expand", 128, 8, 256, 8),
      slider("Mask blur", 8, 0, 64, 1),
      direction,
      slider("Fall-off exponent (lower=higher detail)", 1, 0, 4, 0.01),
      slider("Color variation", 0.05, 0, 1, 0.01),
    ]),
    about(titles.outpaintTiles, [
      slider("Pixels to expand", 128, 8, 256, 8),
      slider("Mask blur", 4, 0, 64, 1),
      field("Masked content", "fill", { choices: contentLabels }),
      direction,
    ]),
    about(titles.upscale, [
      field("", ""),
      slider("Tile overlap", 64, 0, 256, 16),
      field("Upscaler", upscalers[0] ?? "None", { choices: upscalers }),
      slider("Scale Factor", 2, 0, 4, 0.05),
    ]),
  ];
};
