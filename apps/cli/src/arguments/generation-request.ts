import { type FieldPath, fieldAt, fieldPaths, GenerationRequest, pixelsPerLatentCell } from "@danfang/domain";
import type { Expected } from "../catalogue/expected.ts";
import { isSideOfSize, optionOf } from "../catalogue/field-options.ts";
import type { OptionValues } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";
import { numberOf, seedOf, sizeOf, type TextOption, wholeNumberOf } from "./values.ts";

/** Ways of several passes and grids have options of their own commands. */
const read = fieldPaths.filter((path) => !/^(init\.passes|grid)\./.test(path));

/** What an option says of a field, as a request has it. Errors: `cli/badValue`. */
function readField(options: OptionValues, path: FieldPath): unknown {
  const option = optionOf(path);
  const field = fieldAt(path);
  if (option === null || options[option] === undefined) return undefined;
  if (isSideOfSize(path)) return sizeOf(options, option as TextOption)?.[path.endsWith("width") ? "width" : "height"];
  if (path === "width" || path === "height") return cellsOf(options, path);
  if (path === "init.image") return options.init?.[0]; // of several, each has its own turn
  if (path === "rng") return options.rng?.toLowerCase();
  switch (field.kind) {
    case "number":
      return numberOf(options, option as TextOption);
    case "whole":
      return field.bits ? seedOf(options, option as TextOption) : wholeNumberOf(options, option as TextOption);
    case "flag":
      return !field.usual;
    default:
      return options[option];
  }
}

/** Puts a value at `init.mask.blur`. */
function place(request: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split(".");
  const last = names.pop()!;
  let at = request;
  for (const name of names) {
    at[name] ??= {};
    at = at[name] as Record<string, unknown>;
  }
  at[last] = value;
}

/**
 * The order for pictures that the options give. Errors: `cli/missingOption`, `cli/badValue`.
 */
export function parseRequest(command: string, options: OptionValues): GenerationRequest {
  if (options.prompt === undefined)
    throw cliErrors.missingOption({ command, option: "--prompt", value: '"red apple"' });
  const given: Record<string, unknown> = {};
  if (options["soft-inpainting"]) place(given, "init.mask.soft", {});
  for (const path of read) {
    const value = readField(options, path);
    if (value !== undefined) place(given, path, value);
  }
  const { data, error } = GenerationRequest.safeParse(given);
  if (data) return data;
  const [issue] = error.issues;
  const name = optionOf(issue!.path.join(".") as FieldPath) ?? "prompt";
  if (options[name] === undefined) throw cliErrors.missingOption({ command, option: `--${name}`, value: "…" });
  throw cliErrors.badValue({
    option: `--${name}`,
    value: String(options[name]).slice(0, 100),
    expected: expectedBy(issue!),
  });
}

/** A side of the picture, which must consist of whole latent cells. Errors: `cli/badValue`. */
function cellsOf(options: OptionValues, name: "width" | "height"): number | undefined {
  const pixels = wholeNumberOf(options, name);
  if (pixels === undefined || pixels % pixelsPerLatentCell === 0) return pixels;
  const nearest = Math.max(1, Math.round(pixels / pixelsPerLatentCell)) * pixelsPerLatentCell;
  const expected = { kind: "multiple", of: pixelsPerLatentCell, nearest } as const;
  throw cliErrors.badValue({ option: `--${name}`, value: String(pixels), expected });
}

type Issue = NonNullable<ReturnType<typeof GenerationRequest.safeParse>["error"]>["issues"][number];

/** What a value must be, as a schema's complaint says it. */
export function expectedBy(issue: Issue): Expected {
  if (issue.code === "too_small") return { kind: "range", least: Number(issue.minimum) + (issue.inclusive ? 0 : 1) };
  if (issue.code === "too_big") return { kind: "range", most: Number(issue.maximum) };
  if (issue.code === "invalid_value") return { kind: "choice", choices: issue.values.map(String) };
  return { kind: "other", reason: issue.message };
}
