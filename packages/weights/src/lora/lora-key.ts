/** What a tensor of a LoRA is to its module. `A` is down and `B` is up, whoever wrote the file. */
export type LoraPart =
  | "up"
  | "down"
  | "mid"
  | "alpha"
  | "scale"
  | "bias"
  | "magnitude"
  | "output_magnitude"
  | "up_bias"
  | `hada_${"w1_a" | "w1_b" | "w2_a" | "w2_b" | "t1" | "t2"}`
  | `lokr_${"w1" | "w1_a" | "w1_b" | "w2" | "w2_a" | "w2_b" | "t2"}`
  | `glora_${"a1" | "a2" | "b1" | "b2" | "bm"}`
  | "oft_blocks"
  | "oft_diag"
  | "rescale"
  | "diff"
  | "diff_b"
  | "set_weight"
  | "w_norm"
  | "b_norm"
  | "on_input"
  | "weight";

export interface LoraKey {
  /** The module as the file names it, without what its dialect puts around every name. */
  readonly module: string;
  readonly part: LoraPart;
}

/** The name of an adapter that PEFT writes in between, usually "default". */
const adapter = String.raw`(?:\.[\w-]+)?`;

/** How names end, in the order in which they are tried. */
const endings: readonly (readonly [RegExp, (match: RegExpExecArray) => LoraPart])[] = [
  [new RegExp(`\\.lora_(up|down|mid)${adapter}\\.weight$`), (m) => m[1] as LoraPart],
  [new RegExp(`\\.lora_([AB])${adapter}\\.weight$`), (m) => (m[1] === "A" ? "down" : "up")],
  [/\.lora_([AB])$/, (m) => (m[1] === "A" ? "down" : "up")],
  [new RegExp(`\\.lora_B${adapter}\\.bias$`), () => "up_bias"],
  [/(?:\.lora|_lora|\.lora_linear_layer)\.(up|down)\.weight$/, (m) => m[1] as LoraPart],
  [/\.dora_scale$/, () => "magnitude"],
  [new RegExp(`\\.lora_magnitude_vector${adapter}(?:\\.weight)?$`), () => "output_magnitude"],
  [/\.(hada_(?:w[12]_[ab]|t[12])|lokr_(?:w[12](?:_[ab])?|t2))$/, (m) => m[1] as LoraPart],
  [/\.(a[12]|b[12]|bm)\.weight$/, (m) => `glora_${m[1]}` as LoraPart],
  [/\.(oft_blocks|oft_diag|rescale|diff|diff_b|set_weight|w_norm|b_norm|on_input)$/, (m) => m[1] as LoraPart],
  [/\.(alpha|scale|bias|weight)$/, (m) => m[1] as LoraPart],
];

/**
 * Splits the name of a tensor into module and part; undefined where it does not end like a part of a LoRA.
 *
 * Sources: kohya-ss/sd-scripts `networks`, KohakuBlueleaf/LyCORIS `modules` (weight_list), huggingface/peft
 * `tuners.lora`, and diffusers' older `LoRACrossAttnProcessor` and `lora_linear_layer`.
 */
export function parseLoraKey(name: string): LoraKey | undefined {
  for (const [ending, partOf] of endings) {
    const match = ending.exec(name);
    if (match) return match.index > 0 ? { module: name.slice(0, match.index), part: partOf(match) } : undefined;
  }
  return undefined;
}

/** Parts that tensors of other models are called too. */
const common: ReadonlySet<LoraPart> = new Set(["alpha", "scale", "bias", "weight"]);

/** Whether only LoRAs and their relatives have tensors of this name. */
export function isLoraOnly(name: string): boolean {
  const key = parseLoraKey(name);
  return key !== undefined && !common.has(key.part);
}
