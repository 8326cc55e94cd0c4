import type { Tensor } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { entryAt } from "@danfang/prompt";
import type { UnetLayout } from "@danfang/weights";
import type { Conditioning, ConditioningSchedule } from "../orders/conditioning.ts";
import type { Encoded } from "../orders/encode-order.ts";
import { type Feed, float32, type Session } from "../runtime/runtime.ts";
import type { Network } from "../sampling/index.ts";
import { imageOf } from "../tensors/latents.ts";
import { lengthOf, repeatedTo } from "../text/prompt-lengths.ts";

export interface UnetNetworkOptions {
  readonly session: Session;
  readonly layout: UnetLayout;
  readonly conditioning: Conditioning;
  /** Latent cells. */
  readonly width: number;
  readonly height: number;
  /** [1 or N, C, h, w]: channels beside the latent, for networks that see more than it. */
  readonly imageConditioning?: Tensor | undefined;
  /** [Y] of a prompt, for networks that are told its pooled vector and the picture's size. */
  readonly labelOf?: ((encoded: Encoded, role: Role) => Float32Array) | undefined;
  /** Strengths of what is laid over the network. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** Per image of the batch: what each call of the model is fed besides, drawn one after the other. */
  readonly draws?: readonly ((() => Readonly<Record<string, Feed>>) | undefined)[] | undefined;
  /** Awaited before each run of the session; may throw to stop. */
  readonly beforeCall: () => Promise<void>;
  /** Awaited after each run, with what came out; may throw to stop. */
  readonly check: (out: Float32Array) => Promise<void>;
}

/** What a prompt says at a model call, counted from 0. */
const encodedAt = (schedule: ConditioningSchedule, call: number): Encoded => entryAt(schedule, call).encoded;

type Role = "cond" | "uncond";

/** A text, and whether the picture beside the latent is seen with it. */
interface Look {
  readonly encoded: Encoded;
  readonly role: Role;
  readonly sees: boolean;
}

/**
 * The UNet as samplers ask it, for a whole batch. Each image runs by itself, cond and uncond together where their
 * lengths allow: so an image in a batch is, bit for bit, the image alone.
 */
export function openUnetNetwork(options: UnetNetworkOptions): Network {
  const { session, layout, conditioning, width, height, imageConditioning, labelOf, feeds, draws, beforeCall, check } =
    options;
  const cells = height * width;
  const inSize = layout.inChannels * cells;
  const outSize = layout.outChannels * cells;

  /** What is seen beside the i-th picture of the batch. */
  const besideOf = (i: number): Float32Array | undefined =>
    (imageConditioning?.shape[0] ?? 1) > 1 ? imageOf(imageConditioning!, i).data : imageConditioning?.data;

  /** One picture under prompts of one length: [outSize] → [outSize] for each. */
  const run = async (
    x: Float32Array,
    beside: Float32Array | undefined,
    looks: readonly Look[],
    t: number,
    drawn: Readonly<Record<string, Feed>> = {},
  ) => {
    await beforeCall();
    const n = looks.length;
    const inputs = new Float32Array(n * inSize);
    looks.forEach(({ sees }, i) => {
      inputs.set(x, i * inSize);
      if (beside && sees && inSize > outSize) inputs.set(beside, i * inSize + outSize);
    });
    const context = stack(looks.map(({ encoded }) => encoded.context));
    const y = labelOf && stackVectors(looks.map(({ encoded, role }) => labelOf(encoded, role)));
    const { out } = await session.run(
      {
        ...feeds,
        ...drawn,
        x: float32([n, layout.inChannels, height, width], inputs),
        t: float32([n], new Float32Array(n).fill(t)),
        context: float32(context.shape, context.data),
        ...defined({ y }),
      },
      ["out"],
    );
    await check(out!);
    return looks.map((_, i) => out!.subarray(i * outSize, (i + 1) * outSize));
  };

  return async (input, t, ask) => {
    const images = input.length / outSize;
    const uncond = encodedAt(conditioning.uncond, ask.call);
    const conds = conditioning.cond.map(({ schedule }) => encodedAt(schedule, ask.call));
    const looks: Look[] = equallyLong(conds).map((encoded) => ({ encoded, role: "cond", sees: true }));
    const parts = looks.length;
    if (ask.uncond) looks.push({ encoded: uncond, role: "uncond", sees: !ask.image });
    if (ask.image) looks.push({ encoded: uncond, role: "uncond", sees: true });
    const outputs = looks.map(() => new Float32Array(images * outSize));
    for (let i = 0; i < images; i++) {
      const x = input.subarray(i * outSize, (i + 1) * outSize);
      const draw = draws?.[i];
      const drawn = draw && drawsOf(looks, draw);
      for (const together of runsOf(looks)) {
        const outs = await run(
          x,
          besideOf(i),
          together.map((k) => looks[k]!),
          t,
          drawn?.[together[0]!],
        );
        together.forEach((k, j) => {
          outputs[k]!.set(outs[j]!, i * outSize);
        });
      }
    }
    return {
      conds: outputs.slice(0, parts),
      uncond: ask.uncond ? outputs[parts] : undefined,
      image: ask.image ? outputs.at(-1) : undefined,
    };
  };
}

/** Prompts composed with AND, each as long as the longest. */
function equallyLong(prompts: readonly Encoded[]): readonly Encoded[] {
  const longest = Math.max(...prompts.map(lengthOf));
  return prompts.map((prompt) => repeatedTo(prompt, longest));
}

/** Positions of prompts that run together: a prompt and the negative one of its length; more would only take memory. */
function runsOf(looks: readonly Look[]): number[][] {
  const haveSameLength = looks[0]?.encoded.context.shape[1] === looks[1]?.encoded.context.shape[1];
  return looks.length === 2 && haveSameLength ? [[0, 1]] : looks.map((_, k) => [k]);
}

/**
 * One draw for each look. The WebUI draws once for all looks of one length, which it runs together; otherwise for every
 * two of the conds, and for the uncond. Source: AUTOMATIC1111 `CFGDenoiser.forward`, `batch_cond_uncond`.
 */
function drawsOf<T>(looks: readonly Look[], draw: () => T): readonly T[] {
  const lengths = new Set(looks.map(({ encoded }) => lengthOf(encoded)));
  if (lengths.size === 1) {
    const one = draw();
    return looks.map(() => one);
  }
  const conds = looks.filter(({ role }) => role === "cond");
  const pairs = Array.from({ length: Math.ceil(conds.length / 2) }, draw);
  const uncond = draw();
  let cond = 0;
  return looks.map(({ role }) => (role === "cond" ? pairs[cond++ >> 1]! : uncond));
}

/** [1, S, C] each → [N, S, C]. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (tensors.length === 1 && first) return first;
  const [, length = 0, width = 0] = first?.shape ?? [];
  const data = new Float32Array(tensors.length * length * width);
  tensors.forEach((tensor, i) => {
    data.set(tensor.data, i * length * width);
  });
  return { shape: [tensors.length, length, width], data };
}

/** [Y] each → [N, Y]. */
function stackVectors(vectors: readonly Float32Array[]): Feed {
  const width = vectors[0]?.length ?? 0;
  const data = new Float32Array(vectors.length * width);
  vectors.forEach((vector, i) => {
    data.set(vector, i * width);
  });
  return float32([vectors.length, width], data);
}
