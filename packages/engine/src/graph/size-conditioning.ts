import type { Checkpoint } from "@danfang/weights";

/** Pixels: what SD XL is told about the picture beside the prompt. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly cropTop: number;
  readonly cropLeft: number;
}

/** Of each number. Source: SGM `ConcatTimestepEmbedderND`, outdim 256. */
const embeddingWidth = 256;
const maxPeriod = 10000;

/** How beautiful the refiner is told the picture is. Source: AUTOMATIC1111, `sdxl_refiner_*_aesthetic_score`. */
const aestheticScores = { cond: 6, uncond: 2.5 };

/** Sinusoids of each number, cosines first, one after the other. Source: SGM `timestep_embedding`, in its float32. */
function embedNumbers(numbers: readonly number[]): Float32Array {
  const half = embeddingWidth / 2;
  const embedded = new Float32Array(numbers.length * embeddingWidth);
  numbers.forEach((number, n) => {
    for (let i = 0; i < half; i++) {
      const angle = Math.fround(number * Math.fround(Math.exp((-Math.log(maxPeriod) * i) / half)));
      embedded[n * embeddingWidth + i] = Math.cos(angle);
      embedded[n * embeddingWidth + half + i] = Math.sin(angle);
    }
  });
  return embedded;
}

/**
 * The vector `y` that a UNet of the XL family is told beside the text: the pooled prompt, then the picture's size, where
 * it was cropped, and the size it is for (the refiner: how beautiful it is). [P] → [P + 256·n].
 *
 * Both sizes are the requested one, height before width. Source: Podell et al. 2023, 2.2; SGM `GeneralConditioner`;
 * AUTOMATIC1111 `sd_models_xl.get_learned_conditioning`.
 */
export function labelVector(
  conditioning: Exclude<Checkpoint["conditioning"], "text">,
  pooled: Float32Array,
  { width, height, cropTop, cropLeft }: PictureSize,
  role: "cond" | "uncond",
): Float32Array {
  const target = conditioning === "sdxl" ? [height, width] : [aestheticScores[role]];
  const sizes = embedNumbers([height, width, cropTop, cropLeft, ...target]);
  const label = new Float32Array(pooled.length + sizes.length);
  label.set(pooled);
  label.set(sizes, pooled.length);
  return label;
}
