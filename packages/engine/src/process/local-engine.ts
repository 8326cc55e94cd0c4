import type { Bytes } from "@danfang/domain";
import { type Checkpoint, openUpscaler, type TextEncoder } from "@danfang/weights";
import { breathe } from "../breathe.ts";
import { denoise } from "../denoising/denoise.ts";
import { buildUpscaler } from "../graph/upscalers/upscaler.ts";
import { type ModelSessions, openModelSessions } from "../models/model-sessions.ts";
import { keepOpenSetups, type OpenSetups } from "../models/open-setups.ts";
import { keepPredictions, type Predictions } from "../models/prediction-trial.ts";
import { isMadeOf } from "../models/session-identity.ts";
import { SessionPool } from "../models/session-pool.ts";
import { encoderSuspects } from "../models/suspects.ts";
import { type Renew, watchedFiles } from "../models/watched-files.ts";
import type { EngineStats } from "../orders/calls.ts";
import type { Encoded, EncodeOptions, TokenChunks } from "../orders/encode-order.ts";
import type { LoadedModel, ModelSetup } from "../orders/model-setup.ts";
import { enlargeTiled } from "../pictures/enlarge-with.ts";
import { upscalePicture } from "../pictures/upscale-picture.ts";
import { decodePictures, encodePicture } from "../pictures/vae-pictures.ts";
import { paint } from "../pipelines/paint.ts";
import { keepPreviews, type Previews } from "../preview/previews.ts";
import { attentionOf } from "../runtime/check-attention.ts";
import { measureMatrixPeak } from "../runtime/matrix-peak.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { encodePrompts } from "../text/conditioner.ts";
import { type EncodedPrompts, keepEncodedPrompts } from "../text/encoded-prompts.ts";
import type { Engine } from "./engine.ts";

export interface LocalEngineOptions {
  readonly runtime: Runtime;
  /** What the weights of loaded sessions may take together. */
  readonly memoryBudget: Bytes;
}

/** XL's encoders and UNet are not to be loaded together where memory is short. */
const isLarge = ({ conditioning }: Pick<Checkpoint, "conditioning">) => conditioning !== "text";

/** What an engine keeps from call to call. */
interface Parts extends Pick<LocalEngineOptions, "runtime"> {
  readonly pool: SessionPool;
  /** Asked before a file is used: whatever was made of it is forgotten where it has changed. */
  readonly renew: Renew;
  readonly setups: OpenSetups;
  readonly sessions: ModelSessions;
  readonly previews: Previews;
  readonly predictions: Predictions;
  readonly encodedPrompts: EncodedPrompts;
  readonly attentionWay: () => Promise<"fused" | "plain">;
}

function openParts({ runtime, memoryBudget }: LocalEngineOptions): Parts {
  const pool = new SessionPool(runtime, memoryBudget);
  const renew = watchedFiles(async (file) => {
    setups.forget(file);
    encodedPrompts.clear();
    previews.forget(file);
    await pool.forget((identity) => isMadeOf(identity, file));
  });
  const setups = keepOpenSetups(renew);
  const encodedPrompts = keepEncodedPrompts();
  const previews = keepPreviews(runtime, pool, renew);
  let attention: Promise<"fused" | "plain"> | undefined;
  const attentionWay = () => {
    attention ??= attentionOf(runtime);
    return attention;
  };
  return {
    runtime,
    pool,
    renew,
    setups,
    sessions: openModelSessions(pool, attentionWay),
    previews,
    predictions: keepPredictions(),
    encodedPrompts,
    attentionWay,
  };
}

/**
 * An engine in this very process: its runs block the caller's event loop. {@link openEngine} puts it into a process of
 * its own.
 */
export function openLocalEngine(options: LocalEngineOptions): Engine {
  const parts = openParts(options);
  const { pool, runtime } = parts;
  const engine: Engine = {
    load: (setup, signal) => load(parts, setup, signal),
    encode: (setup, prompts, options) => encode(parts, setup, prompts, options),
    denoise: (setup, order, signal) => denoise(parts, setup, order, signal),
    encodeImage: (setup, image, options) => encodePicture(parts, setup, image, options),
    decode: (setup, latent, signal) => decodePictures(parts, setup, latent, signal),
    upscale: (order, signal) => upscalePicture(order, (file) => openEnlarger(parts, file, signal)),
    paint: (order, signal) => paint(engine, order, signal),
    unload: () => pool.clear(),
    stats: async () => statsOf(pool),
    measurePeak: () => measureMatrixPeak(runtime),
    close: () => pool.clear(),
  };
  return engine;
}

async function load(
  { runtime, setups, sessions, predictions }: Parts,
  setup: ModelSetup,
  signal: AbortSignal | undefined,
): Promise<LoadedModel> {
  const opened = await setups.open(setup);
  const { checkpoint } = opened;
  const { unet, text, sees, nativeSizes } = checkpoint;
  for (const encoder of isLarge(checkpoint) ? [] : text) {
    await breathe(signal);
    await sessions.text(opened, encoder);
  }
  await breathe(signal);
  const prediction = isLarge(checkpoint)
    ? checkpoint.prediction
    : await predictions.of(checkpoint, await sessions.unet(opened));
  const nativeSize = nativeSizes[prediction];
  const { backend, threads } = runtime;
  const { embeddings, notes } = opened.networks;
  return { nativeSize, backend, threads, channels: unet.layout.outChannels, sees, embeddings, notes };
}

async function encode(
  { pool, setups, sessions, encodedPrompts }: Parts,
  setup: ModelSetup,
  prompts: readonly TokenChunks[],
  options: EncodeOptions,
): Promise<Encoded[]> {
  const { clipSkip, emphasis = "original" } = options;
  const opened = await setups.open(setup);
  const { checkpoint, networks } = opened;
  const sessionOf = (encoder: TextEncoder) => sessions.text(opened, encoder);
  const vectorsOf = async (name: string, encoder: TextEncoder) => networks.vectorsOf(name, encoder);
  const suspectsOf = (encoder: TextEncoder) => encoderSuspects(opened, encoder);
  const conditioner = { checkpoint, sessionOf, vectorsOf, suspectsOf, clipSkip, emphasis };
  return encodedPrompts.all(setup, prompts, options, async (unknown) => {
    const encoded = await encodePrompts(conditioner, unknown);
    if (isLarge(checkpoint) && pool.isTight) await sessions.forgetText(opened);
    return encoded;
  });
}

/** What enlarges a picture by the network in a file. */
async function openEnlarger({ pool, renew, attentionWay }: Parts, file: string, signal: AbortSignal | undefined) {
  await renew(file);
  const upscaler = await openUpscaler(file);
  const attention = await attentionWay();
  const session = await pool.use({ part: "upscaler", file }, () => buildUpscaler(upscaler, { attention }));
  return enlargeTiled(session, upscaler, () => breathe(signal));
}

function statsOf(pool: SessionPool): EngineStats {
  const rssBytes = process.memoryUsage.rss();
  return {
    peakRssBytes: Math.max(process.resourceUsage().maxRSS * 1024, rssBytes), // the kernel counts the peak less often
    rssBytes,
    residentBytes: pool.residentBytes,
    sessions: pool.described,
  };
}
