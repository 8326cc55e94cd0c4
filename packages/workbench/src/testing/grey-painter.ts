import { type GenerationEvent, type GenerationRequest, type Seed, seedAfter } from "@danfang/domain";
import { workbenchErrors } from "../errors.ts";
import type { Generate } from "../workbench.ts";

/** What a test does to a painter of grey squares. */
export interface GreyPainter {
  readonly generate: Generate;
  readonly requests: GenerationRequest[];
  /** Called at each step, numbered from 1 over all jobs; what it throws is thrown, what it waits for is waited for. */
  onStep: (step: number, request: GenerationRequest) => Promise<void> | void;
}

const side = 8;

/** Paints squares whose grey tells the seed, in no time. */
export function greyPainter(): GreyPainter {
  let done = 0;
  const painter: GreyPainter = {
    requests: [],
    onStep: () => undefined,
    async *generate(request, { signal }) {
      painter.requests.push(request);
      yield { type: "loading", checkpoint: "grey" };
      for (let batch = 0; batch < request.batchCount; batch++) {
        for (let step = 1; step <= request.steps; step++) {
          if (signal?.aborted) throw workbenchErrors.cancelled({});
          await painter.onStep(++done, request);
          const preview = square(request.seed, 2);
          yield { type: "step", batch, step, steps: request.steps, sigma: 15 / step, seconds: 0.25, preview };
        }
        if (signal?.aborted) throw workbenchErrors.cancelled({});
        for (let i = 0; i < request.batchSize; i++)
          yield { type: "image", image: image(request, batch * request.batchSize + i) };
      }
    },
  };
  return painter;
}

const square = (seed: Seed, size: number) => ({
  width: size,
  height: size,
  data: new Uint8Array(size * size * 3).fill(Number(BigInt.asUintN(8, BigInt(seed)))),
});

function image(request: GenerationRequest, index: number): Extract<GenerationEvent, { type: "image" }>["image"] {
  const seed = seedAfter(request.seed, index);
  const { prompt, negativePrompt, sampler, steps } = request;
  return {
    index,
    seed,
    pixels: square(seed, side),
    latent: { shape: [1, 4, 1, 1], data: new Float32Array(4) },
    recipe: { prompt, negativePrompt, sampler, steps, seed, checkpoint: { name: "grey" } },
    infotext: `${prompt}\nSteps: ${steps}, Sampler: ${sampler}, Seed: ${seed}, Size: ${side}x${side}`,
  };
}
