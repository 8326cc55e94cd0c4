import type { Reason } from "@danfang/domain";
import { z } from "zod";
import { type Activation, activationOf } from "./activation.ts";
import { hypernetworkErrors } from "./errors.ts";

/** Layers; the WebUI's own examples have three, the largest published ones a dozen. */
const mostLayers = 64;
/** Width of a layer over that of the context. */
const widestLayer = 64;

const Flag = z.boolean().nullish();
const Structure = z.object({
  layer_structure: z.array(z.number().positive().max(widestLayer)).min(2).max(mostLayers).nullish(),
  activation_func: z.string().nullish(),
  is_layer_norm: Flag,
  activate_output: Flag,
  use_dropout: Flag,
  last_layer_dropout: Flag,
  dropout_structure: z.array(z.number().min(0).lt(1)).nullish(),
});

/** What a hypernetwork says of itself beside its weights. */
export interface HypernetworkStructure {
  /** Widths of the layers over the context's: first and last are 1. */
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly hasLayerNorm: boolean;
  /** Whether the last layer is activated too. */
  readonly activatesOutput: boolean;
  /** Per layer, whether a dropout follows it: it does nothing here, but has a number of its own. */
  readonly hasDropout: readonly boolean[];
}

/**
 * What the file says, and where it is silent what AUTOMATIC1111 assumes. Errors: `weights/badHypernetwork`,
 * `weights/unsupportedActivation`. Source: `hypernetwork.Hypernetwork.load`, `parse_dropout_structure`.
 */
export function parseStructure(file: string, fields: unknown): HypernetworkStructure {
  const parsed = Structure.safeParse(fields);
  const bad = (fault: Reason) => hypernetworkErrors.badHypernetwork({ file, fault });
  if (!parsed.success)
    throw bad({
      en: `its "${parsed.error.issues[0]?.path.join(".") ?? "description"}" is not usable`,
      zh: `其中的「${parsed.error.issues[0]?.path.join(".") ?? "说明"}」不能用`,
    });
  const { layer_structure, activation_func, is_layer_norm, activate_output, dropout_structure, ...told } = parsed.data;
  const layers = layer_structure ?? [1, 2, 1];
  if (layers[0] !== 1 || layers.at(-1) !== 1)
    throw bad({ en: "its layers do not begin and end at the width of the context", zh: "层的首尾宽度和上下文不一致" });
  const name = activation_func ?? "linear";
  const activation = activationOf(name);
  if (activation === undefined) throw hypernetworkErrors.unsupportedActivation({ file, activation: name });
  const dropouts = dropout_structure ?? dropoutsOf(layers.length, told);
  if (dropouts.length < layers.length) throw bad({ en: "it has fewer dropouts than layers", zh: "dropout 比层少" });
  return {
    layers,
    activation,
    hasLayerNorm: is_layer_norm ?? false,
    activatesOutput: activate_output ?? true,
    hasDropout: layers.slice(1).map((_, i) => dropouts[i + 1]! > 0),
  };
}

interface DropoutFlags {
  readonly use_dropout?: boolean | null | undefined;
  readonly last_layer_dropout?: boolean | null | undefined;
}

/** How likely each layer's outputs were dropped in training, where the file gives no list. */
function dropoutsOf(length: number, { use_dropout, last_layer_dropout }: DropoutFlags): number[] {
  const usual = 0.3;
  if (!use_dropout) return Array<number>(length).fill(0);
  return [0, ...Array<number>(Math.max(0, length - 3)).fill(usual), last_layer_dropout ? usual : 0, 0];
}
