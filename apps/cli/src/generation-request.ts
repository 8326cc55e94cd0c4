import { GenerationRequest, pixelsPerLatentCell } from "@danfang/domain";
import { cliErrors } from "./errors.ts";
import type { Expected } from "./expected.ts";
import type { OptionName, OptionValues } from "./options.ts";
import { defined, numberOf, wholeNumberOf } from "./values.ts";

/** Which option says what in a request. */
const optionOf = {
  prompt: "prompt",
  negativePrompt: "negative",
  checkpoint: "model",
  vae: "vae",
  steps: "steps",
  sampler: "sampler",
  schedule: "schedule",
  cfgScale: "cfg",
  seed: "seed",
  width: "width",
  height: "height",
  clipSkip: "clip-skip",
  batchSize: "batch-size",
  batchCount: "batch-count",
  rng: "rng",
  etaNoiseSeedDelta: "eta-noise-seed-delta",
} as const satisfies Partial<Record<keyof GenerationRequest, OptionName>>;

/** The order for pictures that the options give. Errors: `cli/missingOption`, `cli/badValue`. */
export function parseRequest(command: string, options: OptionValues): GenerationRequest {
  if (options.prompt === undefined)
    throw cliErrors.missingOption({ command, option: "--prompt", value: '"red apple"' });
  const given = defined({
    prompt: options.prompt,
    negativePrompt: options.negative,
    checkpoint: options.model,
    vae: options.vae,
    steps: wholeNumberOf(options, "steps"),
    sampler: options.sampler,
    schedule: options.schedule,
    cfgScale: numberOf(options, "cfg"),
    seed: wholeNumberOf(options, "seed"),
    width: cellsOf(options, "width"),
    height: cellsOf(options, "height"),
    clipSkip: wholeNumberOf(options, "clip-skip"),
    batchSize: wholeNumberOf(options, "batch-size"),
    batchCount: wholeNumberOf(options, "batch-count"),
    rng: options.rng?.toLowerCase(),
    etaNoiseSeedDelta: wholeNumberOf(options, "eta-noise-seed-delta"),
  });
  const { data, error } = GenerationRequest.safeParse(given);
  if (data) return data;
  const [issue] = error.issues;
  const name = optionOf[issue?.path[0] as keyof typeof optionOf];
  const value = String(options[name] ?? "");
  throw cliErrors.badValue({ option: `--${name}`, value: value.slice(0, 100), expected: expectedBy(issue!) });
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

function expectedBy(issue: Issue): Expected {
  if (issue.code === "too_small") return { kind: "range", least: Number(issue.minimum) + (issue.inclusive ? 0 : 1) };
  if (issue.code === "too_big") return { kind: "range", most: Number(issue.maximum) };
  if (issue.code === "invalid_value") return { kind: "choice", choices: issue.values.map(String) };
  return { kind: "other", reason: issue.message };
}
