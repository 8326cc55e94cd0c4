import type { Tensor } from "@danfang/domain";
import type { UnetLayout } from "@danfang/weights";
import { float32, type Session } from "../runtime/runtime.ts";
import type { Network } from "../sampling/index.ts";
import type { DenoiseOrder } from "./engine.ts";

export interface UnetNetworkOptions {
  readonly session: Session;
  readonly layout: UnetLayout;
  readonly order: Pick<DenoiseOrder, "cond" | "uncond" | "width" | "height">;
  /** Awaited before each run of the session; may throw to stop. */
  readonly beforeCall: () => Promise<void>;
  /** Awaited after each run, with what came out; may throw to stop. */
  readonly check: (out: Float32Array) => Promise<void>;
}

/**
 * The UNet as samplers ask it, for a whole batch. Each image runs by itself, cond and uncond together where their
 * lengths allow: so an image in a batch is, bit for bit, the image alone.
 */
export function openUnetNetwork({ session, layout, order, beforeCall, check }: UnetNetworkOptions): Network {
  const { cond, uncond, height, width } = order;
  const inSize = layout.inChannels * height * width;
  const outSize = layout.outChannels * height * width;
  const haveSameLength = cond.shape[1] === uncond.shape[1];
  const both = haveSameLength ? stack([cond, uncond]) : undefined;

  const run = async (x: Float32Array, context: Tensor, t: number): Promise<Float32Array> => {
    await beforeCall();
    const n = context.shape[0] ?? 1;
    const inputs = new Float32Array(n * inSize);
    for (let i = 0; i < n; i++) inputs.set(x, i * inSize);
    const { out } = await session.run(
      {
        x: float32([n, layout.inChannels, height, width], inputs),
        t: float32([n], new Float32Array(n).fill(t)),
        context: float32(context.shape, context.data),
      },
      ["out"],
    );
    await check(out!);
    return out!;
  };

  return async (input, t, ask) => {
    const images = input.length / inSize;
    const conds = new Float32Array(images * outSize);
    const unconds = ask.uncond ? new Float32Array(images * outSize) : undefined;
    for (let i = 0; i < images; i++) {
      const x = input.subarray(i * inSize, (i + 1) * inSize);
      if (unconds && both) {
        const out = await run(x, both, t);
        conds.set(out.subarray(0, outSize), i * outSize);
        unconds.set(out.subarray(outSize), i * outSize);
        continue;
      }
      conds.set(await run(x, cond, t), i * outSize);
      unconds?.set(await run(x, uncond, t), i * outSize);
    }
    return { conds: [conds], uncond: unconds };
  };
}

/** [1, S, C] each → [N, S, C]. */
function stack(tensors: readonly Tensor[]): Tensor {
  const [, length = 0, width = 0] = tensors[0]?.shape ?? [];
  const data = new Float32Array(tensors.length * length * width);
  tensors.forEach((tensor, i) => {
    data.set(tensor.data, i * length * width);
  });
  return { shape: [tensors.length, length, width], data };
}
