import type { Tensor } from "@danfang/domain";
import type { UnetLayout } from "@danfang/weights";
import { type Feed, float32, type Session } from "../runtime/runtime.ts";
import type { Network } from "../sampling/index.ts";
import type { Conditioning, ConditioningSchedule, Encoded } from "./engine.ts";

export interface UnetNetworkOptions {
  readonly session: Session;
  readonly layout: UnetLayout;
  readonly conditioning: Conditioning;
  /** Latent cells. */
  readonly width: number;
  readonly height: number;
  /** Strengths of what is laid over the network. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** Awaited before each run of the session; may throw to stop. */
  readonly beforeCall: () => Promise<void>;
  /** Awaited after each run, with what came out; may throw to stop. */
  readonly check: (out: Float32Array) => Promise<void>;
}

/** What a prompt says at a step, 1-based. */
export const encodedAt = (schedule: ConditioningSchedule, step: number): Encoded =>
  (schedule.find(({ untilStep }) => step <= untilStep) ?? schedule.at(-1)!).encoded;

/**
 * The UNet as samplers ask it, for a whole batch. Each image runs by itself, cond and uncond together where their
 * lengths allow: so an image in a batch is, bit for bit, the image alone.
 */
export function openUnetNetwork(options: UnetNetworkOptions): Network {
  const { session, layout, conditioning, width, height, feeds, beforeCall, check } = options;
  const inSize = layout.inChannels * height * width;
  const outSize = layout.outChannels * height * width;

  /** One picture under prompts of one length. [inSize] → [outSize] for each. */
  const run = async (x: Float32Array, prompts: readonly Encoded[], t: number): Promise<Float32Array[]> => {
    await beforeCall();
    const n = prompts.length;
    const inputs = new Float32Array(n * inSize);
    for (let i = 0; i < n; i++) inputs.set(x, i * inSize);
    const context = stack(prompts.map((prompt) => prompt.context));
    const { out } = await session.run(
      {
        ...feeds,
        x: float32([n, layout.inChannels, height, width], inputs),
        t: float32([n], new Float32Array(n).fill(t)),
        context: float32(context.shape, context.data),
      },
      ["out"],
    );
    await check(out!);
    return prompts.map((_, i) => out!.subarray(i * outSize, (i + 1) * outSize));
  };

  return async (input, t, ask) => {
    const images = input.length / inSize;
    const parts = conditioning.cond.map(({ schedule }) => encodedAt(schedule, 1));
    const prompts = ask.uncond ? [...parts, encodedAt(conditioning.uncond, 1)] : parts;
    const outputs = prompts.map(() => new Float32Array(images * outSize));
    for (let i = 0; i < images; i++) {
      const x = input.subarray(i * inSize, (i + 1) * inSize);
      for (const together of runsOf(prompts)) {
        const outs = await run(
          x,
          together.map((k) => prompts[k]!),
          t,
        );
        together.forEach((k, j) => {
          outputs[k]!.set(outs[j]!, i * outSize);
        });
      }
    }
    return { conds: outputs.slice(0, parts.length), uncond: ask.uncond ? outputs.at(-1) : undefined };
  };
}

/** Positions of prompts that run together: a prompt and the negative one of its length; more would only take memory. */
function runsOf(prompts: readonly Encoded[]): number[][] {
  const haveSameLength = prompts[0]?.context.shape[1] === prompts[1]?.context.shape[1];
  return prompts.length === 2 && haveSameLength ? [[0, 1]] : prompts.map((_, k) => [k]);
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
