import type { TextEncoder } from "@danfang/weights";
import { buildTextEncoder } from "../graph/clip.ts";
import { buildUnet } from "../graph/unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "../graph/vae.ts";
import type { Feed, Session } from "../runtime/runtime.ts";
import type { ModelSetup } from "./engine.ts";
import type { OpenModel } from "./open-models.ts";
import type { SessionPool } from "./session-pool.ts";

/** A session, and what every run of it is fed besides its own inputs: strengths of what is laid over it. */
export interface SessionUse {
  readonly session: Session;
  readonly feeds: Readonly<Record<string, Feed>>;
}

/** The sessions of a setup, loaded when they are first asked for. Their keys name files, never strengths. */
export interface ModelSessions {
  text(model: OpenModel, setup: ModelSetup, encoder: TextEncoder): Promise<SessionUse>;
  unet(model: OpenModel, setup: ModelSetup): Promise<SessionUse>;
  decoder(model: OpenModel, setup: ModelSetup): Promise<Session>;
  encoder(model: OpenModel, setup: ModelSetup): Promise<Session>;
}

export function openModelSessions(pool: SessionPool): ModelSessions {
  return {
    async text({ checkpoint: { file } }, _setup, encoder) {
      return { session: await pool.use(`${encoder.name} ${file}`, () => buildTextEncoder(encoder)), feeds: {} };
    },
    async unet({ checkpoint: { file, unet } }) {
      return { session: await pool.use(`unet ${file}`, () => buildUnet(unet.tensors, unet.layout)), feeds: {} };
    },
    decoder: ({ vae }) => pool.use(`vae-decoder ${vae.file}`, () => buildVaeDecoder(vae), { activations: "kept" }),
    encoder: ({ vae }) => pool.use(`vae-encoder ${vae.file}`, () => buildVaeEncoder(vae), { activations: "kept" }),
  };
}
