import { type Bytes, type Problem, ProblemBody, type RgbImage, type Tensor } from "@danfang/domain";
import type { DenoiseOrder, DenoiseProgress } from "../orders/denoise-order.ts";
import type { Encoded, EncodeOptions, TokenChunks } from "../orders/encode-order.ts";
import type { LoadedModel, ModelSetup } from "../orders/model-setup.ts";
import type { PaintEvent, PaintOrder } from "../orders/paint-order.ts";
import type { UpscaleOrder } from "../orders/upscale-order.ts";
import type { BackendName } from "../runtime/runtime.ts";
import type { EngineStats } from "./engine.ts";

/**
 * What each call takes, tells on the way and gives. The engine process answers calls one at a time, in order, `stats` at
 * once.
 */
export interface Calls {
  load: { takes: { setup: ModelSetup }; tells: never; gives: LoadedModel };
  encode: {
    takes: { setup: ModelSetup; prompts: readonly TokenChunks[]; options: EncodeOptions };
    tells: never;
    gives: Encoded[];
  };
  denoise: { takes: { setup: ModelSetup; order: DenoiseOrder }; tells: DenoiseProgress; gives: Tensor };
  encodeImage: {
    takes: { setup: ModelSetup; image: Tensor; options: { readonly scaled: boolean } | undefined };
    tells: never;
    gives: Tensor;
  };
  decode: { takes: { setup: ModelSetup; latent: Tensor }; tells: never; gives: RgbImage[] };
  paint: { takes: { order: PaintOrder }; tells: PaintEvent; gives: undefined };
  upscale: { takes: { order: UpscaleOrder }; tells: never; gives: RgbImage };
  unload: { takes: object; tells: never; gives: undefined };
  stats: { takes: object; tells: never; gives: EngineStats };
  measurePeak: { takes: object; tells: never; gives: number };
}
export type CallName = keyof Calls;

/** What a process has to do in each call, for sentences. */
export const doing: Readonly<Record<CallName, string>> = {
  load: "load the model",
  encode: "encode the prompt",
  denoise: "denoise",
  encodeImage: "encode the picture",
  decode: "decode the picture",
  paint: "paint",
  upscale: "enlarge the picture",
  unload: "unload the models",
  stats: "tell its memory",
  measurePeak: "measure its speed",
};

/** Parent to engine process. */
export type ToEngine =
  | {
      readonly type: "start";
      readonly backend: BackendName;
      readonly threads: number | undefined;
      readonly memoryBudget: Bytes;
    }
  | {
      readonly [Name in CallName]: {
        readonly type: "call";
        readonly id: number;
        readonly call: Name;
        readonly args: Calls[Name]["takes"];
      };
    }[CallName]
  | { readonly type: "cancel"; readonly id: number };

/** Engine process to parent. `started` is said once, before any call is begun: whether there will be signs of life. */
export type FromEngine =
  | { readonly type: "started"; readonly hasPulse: boolean }
  | { readonly type: "progress"; readonly id: number; readonly told: unknown }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly problem: Problem };

/** What a process said, or undefined where it is no word of this protocol. */
export function parseFromEngine(message: unknown): FromEngine | undefined {
  if (typeof message !== "object" || message === null || !("type" in message)) return undefined;
  const { type } = message;
  if (type === "started" && "hasPulse" in message) return { type, hasPulse: message.hasPulse === true };
  if (!("id" in message) || typeof message.id !== "number") return undefined;
  const { id } = message;
  if (type === "progress" && "told" in message) return { type, id, told: message.told };
  if (type === "done" && "value" in message) return { type, id, value: message.value };
  const problem = type === "failed" && "problem" in message ? ProblemBody.safeParse(message.problem).data : undefined;
  return problem && { type: "failed", id, problem };
}
