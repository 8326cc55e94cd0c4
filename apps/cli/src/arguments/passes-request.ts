import { isFieldPath, ownValue, PassesRequest, UpscaleRequest } from "@danfang/domain";
import { optionOf } from "../catalogue/field-options.ts";
import type { OptionName, OptionValues } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";
import { expectedBy } from "./generation-request.ts";
import { numberOf, sizeOf, wholeNumberOf } from "./values.ts";

const sides = ["left", "right", "up", "down"] as const;

/** How a picture is extended. Errors: `cli/missingOption`, `cli/badValue`. */
export function parseOutpaint(options: OptionValues): PassesRequest {
  if (sides.every((side) => options[side] === undefined))
    throw cliErrors.missingOption({ command: "outpaint", option: "--left", value: "64" });
  const { fill = "matched" } = options;
  const isMatched = fill === "matched";
  return parsed(PassesRequest, options, {
    ...Object.fromEntries(sides.map((side) => [side, wholeNumberOf(options, side)])),
    kind: isMatched ? "outpaint" : "outpaintTiles",
    maskBlur: wholeNumberOf(options, "seam-blur"),
    ...(isMatched
      ? { falloff: numberOf(options, "falloff"), colorVariation: numberOf(options, "color-variation") }
      : { content: fill }),
  });
}

/** Whether and how each result is the next one's start. Errors: `cli/badValue`. */
export function parseLoopback(options: OptionValues): PassesRequest | undefined {
  if (options.loops === undefined) return undefined;
  return parsed(PassesRequest, options, {
    kind: "loopback",
    loops: wholeNumberOf(options, "loops"),
    finalDenoisingStrength: numberOf(options, "final-denoise"),
    curve: options["loop-curve"],
  });
}

/** How a picture is made larger and painted over. Errors: `cli/badValue`. */
export const parseSdUpscale = (options: OptionValues): PassesRequest =>
  parsed(PassesRequest, options, {
    kind: "upscale",
    upscaler: options.upscaler,
    scale: numberOf(options, "scale"),
    overlap: wholeNumberOf(options, "overlap"),
  });

/** How a picture is made larger. Errors: `cli/badValue`. */
export const parseUpscale = (options: OptionValues): UpscaleRequest =>
  parsed(UpscaleRequest, options, {
    upscaler: options.upscaler,
    scale: numberOf(options, "scale"),
    ...sizeOf(options, "size"),
    ...(options["second-upscaler"] === undefined
      ? {}
      : {
          second: {
            upscaler: options["second-upscaler"],
            visibility: numberOf(options, "second-visibility") ?? 0.5,
          },
        }),
  });

/** The option that says a field of these requests. */
function optionAt(name: string, { kind }: Readonly<Record<string, unknown>>): OptionName {
  const path = `init.passes.${kind}.${name}`;
  return (isFieldPath(path) ? optionOf(path) : undefined) ?? ownValue(ofUpscale, name) ?? "scale";
}
const ofUpscale: Readonly<Record<string, OptionName>> = {
  upscaler: "upscaler",
  width: "size",
  height: "size",
  "second.visibility": "second-visibility",
  "second.upscaler": "second-upscaler",
};

interface Schema<T> {
  safeParse(value: unknown): { data?: T; error?: { issues: Parameters<typeof expectedBy>[0][] } };
}

function parsed<T>(schema: Schema<T>, options: OptionValues, given: Readonly<Record<string, unknown>>): T {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { data, error } = schema.safeParse(said);
  if (data !== undefined) return data;
  const issue = error!.issues[0]!;
  const option = optionAt(issue.path.join("."), given);
  throw cliErrors.badValue({
    option: `--${option}`,
    value: String(options[option]).slice(0, 100),
    expected: expectedBy(issue),
  });
}
