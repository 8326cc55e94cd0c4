import type { Bytes, RgbImage, Tensor } from "@danfang/domain";
import type { DenoiseOrder, DenoiseProgress } from "./denoise-order.ts";
import type { Encoded, EncodeOptions, TokenChunks } from "./encode-order.ts";
import type { LoadedModel, ModelSetup } from "./model-setup.ts";
import type { PaintEvent, PaintOrder } from "./paint-order.ts";
import type { UpscaleOrder } from "./upscale-order.ts";

export interface EngineStats {
  /** Peak resident set of the process that runs the sessions. */
  readonly peakRssBytes: Bytes;
  readonly rssBytes: Bytes;
  /** What the weights of loaded sessions take, as estimated for the memory budget. */
  readonly residentBytes: Bytes;
  readonly sessions: readonly string[];
}

/** A call that is answered once, and not before its work is done. */
interface Plain<Takes extends readonly unknown[], Gives> {
  readonly way: "plain";
  readonly takes: Takes;
  readonly tells: never;
  readonly gives: Gives;
}

/** The same, ended early where a signal aborts: its last parameter. */
interface Stoppable<Takes extends readonly unknown[], Gives> {
  readonly way: "stoppable";
  readonly takes: Takes;
  readonly tells: never;
  readonly gives: Gives;
}

/** A generator: what it tells on the way, then its value. It ends early where a signal aborts, or nobody listens. */
interface Stream<Takes extends readonly unknown[], Tells, Gives> {
  readonly way: "stream";
  readonly takes: Takes;
  readonly tells: Tells;
  readonly gives: Gives;
}

/**
 * Every call of an engine: what it takes, tells on the way and gives. The engine's interface, the way to another process,
 * the dispatch there and whatever wraps an engine follow from it. A call may throw `engine/outOfMemory`,
 * `engine/crashed`, `engine/silent`, `engine/stopped`, `engine/garbled`, `engine/loadFailed`, `engine/runFailed` and
 * `engine/cancelled`.
 */
export interface Calls {
  /**
   * Reads the checkpoint and loads what the first step needs, unless it still is; the decoder follows when there is
   * something to decode. Errors: `formats/…`, `weights/…`, `engine/noVae`.
   */
  load: Stoppable<[setup: ModelSetup], LoadedModel>;
  /** Emphasis applied, textual inversions in their places. */
  encode: Plain<[setup: ModelSetup, prompts: readonly TokenChunks[], options: EncodeOptions], Encoded[]>;
  /**
   * Runs the sampler; the value at the end is the final latent, [N, 4, h, w], not divided by the scale factor.
   * Stops between model calls when the signal aborts. Errors: `engine/notANumber`, `engine/unknownSampler`, ….
   */
  denoise: Stream<[setup: ModelSetup, order: DenoiseOrder], DenoiseProgress, Tensor>;
  /**
   * A picture as the latent that the VAE makes of it, its mean: [1, 3, H, W] in −1 … 1 → [1, C, H/8, W/8]. `scaled` as
   * the UNet knows latents; edit models see it unscaled.
   */
  encodeImage: Plain<[setup: ModelSetup, image: Tensor, options?: { readonly scaled: boolean } | undefined], Tensor>;
  /** Latents → pictures, one by one. Errors: `engine/noVae`, `engine/notANumber`. */
  decode: Stoppable<[setup: ModelSetup, latent: Tensor], RgbImage[]>;
  /** Orders to pictures. Errors: `engine/badSize`, `engine/unknownSampler`, `engine/unknownSchedule` and those of the parts. */
  paint: Stream<[order: PaintOrder], PaintEvent, void>;
  /** A larger picture. Errors: `weights/notAnUpscaler`. */
  upscale: Stoppable<[order: UpscaleOrder], RgbImage>;
  /** Forgets every session. */
  unload: Plain<[], void>;
  stats: Plain<[], EngineStats>;
  /** What the engine's process can do at best in a float32 matrix product, flop/s. Takes about a second. */
  measurePeak: Plain<[], number>;
}
export type CallName = keyof Calls;

/** What must be known of a call to make it, whatever it is about. */
interface CallFacts<Name extends CallName> {
  readonly way: Calls[Name]["way"];
  /** Parameters before the signal. */
  readonly takes: Required<Calls[Name]["takes"]>["length"];
  /** What a process has to do in it, for sentences. */
  readonly doing: string;
  /** Answered at once: it only looks at the process, whatever that has in hand. Others are answered in order. */
  readonly isAside?: true;
  /** A process that ends has done it, too: none is started for it, and a silent one is ended. */
  readonly isDoneByEnding?: Calls[Name]["gives"] extends void ? true : never;
}

export const calls: { readonly [Name in CallName]: CallFacts<Name> } = {
  load: { way: "stoppable", takes: 1, doing: "load the model" },
  encode: { way: "plain", takes: 3, doing: "encode the prompt" },
  denoise: { way: "stream", takes: 2, doing: "denoise" },
  encodeImage: { way: "plain", takes: 3, doing: "encode the picture" },
  decode: { way: "stoppable", takes: 2, doing: "decode the picture" },
  paint: { way: "stream", takes: 1, doing: "paint" },
  upscale: { way: "stoppable", takes: 1, doing: "enlarge the picture" },
  unload: { way: "plain", takes: 0, doing: "unload the models", isDoneByEnding: true },
  stats: { way: "plain", takes: 0, doing: "tell its memory", isAside: true },
  measurePeak: { way: "plain", takes: 0, doing: "measure its speed" },
};
