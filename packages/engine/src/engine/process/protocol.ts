import type { Bytes, Problem, RgbImage, Tensor } from "@danfang/domain";
import type { PaintEvent, PaintOrder } from "../../pipelines/paint-order.ts";
import type { BackendName } from "../../runtime/runtime.ts";
import type {
  DenoiseOrder,
  DenoiseProgress,
  Encoded,
  EncodeOptions,
  EngineStats,
  LoadedModel,
  ModelSetup,
  TokenChunks,
  UpscaleOrder,
} from "../engine.ts";

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

/** Engine process to parent. */
export type FromEngine =
  | { readonly type: "progress"; readonly id: number; readonly told: unknown }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly problem: Problem };
