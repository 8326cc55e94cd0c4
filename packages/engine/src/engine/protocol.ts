import type { Bytes, Problem, RgbImage, Tensor } from "@danfang/domain";
import type { BackendName } from "../runtime/runtime.ts";
import type { DenoiseOrder, DenoiseProgress, EngineStats, LoadedModel, ModelFiles, TokenChunks } from "./engine.ts";

/** What each call takes and gives. The engine process answers calls one at a time, in order, `stats` at once. */
export interface Calls {
  load: { takes: { files: ModelFiles }; gives: LoadedModel };
  encode: { takes: { files: ModelFiles; prompts: readonly TokenChunks[]; clipSkip: number }; gives: Tensor[] };
  denoise: { takes: { files: ModelFiles; order: DenoiseOrder }; gives: Tensor };
  decode: { takes: { files: ModelFiles; latent: Tensor }; gives: RgbImage[] };
  unload: { takes: object; gives: undefined };
  stats: { takes: object; gives: EngineStats };
  measurePeak: { takes: object; gives: number };
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
  | { readonly type: "progress"; readonly id: number; readonly progress: DenoiseProgress }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly problem: Problem };
