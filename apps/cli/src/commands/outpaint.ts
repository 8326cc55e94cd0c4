import { parseOutpaint } from "../arguments/passes-request.ts";
import type { Command } from "../command/command.ts";
import { cliErrors } from "../errors/errors.ts";
import { paintRequest } from "./txt2img.ts";

/** Paints a picture on beyond its edges. */
export const command: Command = (context) => {
  if (context.options.init === undefined)
    throw cliErrors.missingOption({ command: "outpaint", option: "--init", value: "apple.png" });
  return paintRequest("outpaint", context, parseOutpaint(context.options));
};
