import { parseLoopback } from "../arguments/passes-request.ts";
import type { Command } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import { paintRequest } from "./txt2img.ts";

/** Paints from a picture and words; with a mask, only a part of it; with loops, from its own results. */
export const command: Command = (context) => {
  if (context.options.init === undefined)
    throw cliErrors.missingOption({ command: "img2img", option: "--init", value: "apple.png" });
  const passes = parseLoopback(context.options);
  return paintRequest("img2img", context, passes);
};
