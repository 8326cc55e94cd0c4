import { weightsErrors } from "./errors.ts";
import type { TensorScope } from "./tensor-scope.ts";

/** How many heads an attention of a given width has: a fixed number, or one per so many channels. */
export type HeadRule = { readonly heads: number } | { readonly channelsPerHead: number };

/** One module of the UNet, with its name below `model.diffusion_model.`. `level` counts halvings of the latent. */
export type UnetModule =
  | { readonly kind: "conv"; readonly path: string; readonly level: number }
  | { readonly kind: "res"; readonly path: string; readonly level: number }
  | {
      readonly kind: "transformer";
      readonly path: string;
      readonly level: number;
      readonly depth: number;
      readonly heads: number;
    }
  | { readonly kind: "down"; readonly path: string; readonly level: number }
  | { readonly kind: "up"; readonly path: string; readonly level: number };

/** What the names and shapes of a UNet say about how it is wired. */
export interface UnetLayout {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly modelChannels: number;
  readonly timeEmbedding: number;
  readonly contextWidth: number | undefined;
  /** Width of the vector that SD XL's UNets are told beside the text; undefined where there is none. */
  readonly labelWidth: number | undefined;
  /** Levels of resolution: 4 for SD1.x, where the deepest works on an eighth of the latent. */
  readonly levels: number;
  readonly input: readonly (readonly UnetModule[])[];
  readonly middle: readonly UnetModule[];
  readonly output: readonly (readonly UnetModule[])[];
}

/** `children(scope)` → the numbers that stand next below it, ascending. */
function children(names: ReadonlySet<string>, prefix: string): number[] {
  const found = new Set<number>();
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const index = /^(\d+)\./.exec(name.slice(prefix.length))?.[1];
    if (index !== undefined) found.add(Number(index));
  }
  return [...found].sort((a, b) => a - b);
}

function headsOf(unet: TensorScope, path: string, width: number, rule: HeadRule): number {
  const heads = "heads" in rule ? rule.heads : width / rule.channelsPerHead;
  if (!Number.isInteger(heads) || heads < 1 || width % heads !== 0)
    throw weightsErrors.badHeads({ file: unet.file, tensor: unet.prefix + path, width, heads });
  return heads;
}

/**
 * Reads a UNet's wiring from its tensors: which modules each block holds, at which resolution, how deep and how wide
 * the transformers are. Only the number of heads is not in the shapes and comes from `rule`.
 *
 * Errors: `weights/missingTensor`, `weights/badHeads`, `weights/notACheckpoint`.
 * Source: the module names of CompVis `openaimodel.UNetModel`; every SD 1.x, 2.x and XL checkpoint keeps them.
 */
export function readUnetLayout(unet: TensorScope, rule: HeadRule): UnetLayout {
  const names = new Set(unet.names());
  const has = (name: string) => unet.has(name);
  let level = 0;
  let deepest = 0;

  const moduleAt = (path: string): UnetModule | undefined => {
    if (has(`${path}.in_layers`)) return { kind: "res", path, level };
    if (has(`${path}.transformer_blocks`)) {
      const width = unet.tensor(`${path}.norm.weight`).shape[0] ?? 0;
      const depth = children(names, `${path}.transformer_blocks.`).length;
      return { kind: "transformer", path, level, depth, heads: headsOf(unet, path, width, rule) };
    }
    if (has(`${path}.op`)) {
      deepest = Math.max(deepest, ++level);
      return { kind: "down", path, level };
    }
    if (has(`${path}.conv`)) return { kind: "up", path, level: --level };
    if (has(`${path}.weight`)) return { kind: "conv", path, level };
    return undefined;
  };
  const modulesOf = (path: string): UnetModule[] =>
    children(names, `${path}.`).map((index) => {
      const found = moduleAt(`${path}.${index}`);
      if (found) return found;
      throw weightsErrors.notACheckpoint({
        file: unet.file,
        found: {
          en: `its module "${unet.prefix}${path}.${index}" is of no known kind`,
          zh: `模块「${unet.prefix}${path}.${index}」的种类不认识`,
        },
      });
    });
  const blocksOf = (part: string) => children(names, `${part}.`).map((index) => modulesOf(`${part}.${index}`));

  const first = unet.tensor("input_blocks.0.0.weight");
  const time = unet.tensor("time_embed.0.weight");
  const context = [...names].find((name) => name.endsWith(".attn2.to_k.weight"));
  const input = blocksOf("input_blocks");
  const middle = modulesOf("middle_block");
  const output = blocksOf("output_blocks");
  if (level !== 0 || input.length !== output.length)
    throw weightsErrors.missingTensor({ file: unet.file, tensor: `${unet.prefix}output_blocks.*` });
  return {
    inChannels: first.shape[1] ?? 0,
    outChannels: unet.tensor("out.2.weight").shape[0] ?? 0,
    modelChannels: first.shape[0] ?? 0,
    timeEmbedding: time.shape[0] ?? 0,
    contextWidth: context === undefined ? undefined : unet.tensor(context).shape[1],
    labelWidth: labelWidthOf(unet),
    levels: deepest + 1,
    input,
    middle,
    output,
  };
}

/** Of SD XL's vector; a UNet that knows classes by number has a table of them, of which one row is chosen. */
function labelWidthOf(unet: TensorScope): number | undefined {
  if (unet.has("label_emb.0.0")) return unet.tensor("label_emb.0.0.weight").shape[1];
  return unet.has("label_emb.weight") ? unet.tensor("label_emb.weight").shape[0] : undefined;
}
