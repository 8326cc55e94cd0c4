import { pixelsPerLatentCell } from "@danfang/domain";
import type { TextEncoder } from "@danfang/weights";
import { hypernetworkFeeds, hypernetworkHook } from "../adapters/hypernetwork/hypernetwork.ts";
import { loraHooks, strengthInputs, textSites, unetSites } from "../adapters/lora/index.ts";
import { buildTextEncoder } from "../graph/clip.ts";
import type { GraphHooks } from "../graph/graph.ts";
import { buildUnet } from "../graph/unet.ts";
import { buildVaeDecoder, buildVaeEncoder } from "../graph/vae.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { Feed, Session } from "../runtime/runtime.ts";
import { type AttentionChanges, attentionChanges } from "./attention-changes.ts";
import type { OpenModel } from "./open-models.ts";
import type { OpenNetworks } from "./open-networks.ts";
import type { SessionPool } from "./session-pool.ts";

/** A session, and what every run of it is fed besides its own inputs: strengths of what is laid over it. */
export interface SessionUse {
  readonly session: Session;
  readonly feeds: Readonly<Record<string, Feed>>;
}

/** The same of a UNet, whose runs may also be fed what follows from the latent's size and from a picture's seed. */
export interface UnetUse extends SessionUse, Pick<AttentionChanges, "feedsFor" | "drawsFor"> {}

/** A setup whose files were opened. */
export interface OpenSetup extends OpenModel {
  readonly setup: ModelSetup;
  readonly networks: OpenNetworks;
}

/** The sessions of a setup, loaded when they are first asked for. They are known by files, never by strengths. */
export interface ModelSessions {
  text(open: OpenSetup, encoder: TextEncoder): Promise<SessionUse>;
  /** Gives up the text encoders of a setup: their work is done. */
  forgetText(open: OpenSetup): Promise<void>;
  unet(open: OpenSetup): Promise<UnetUse>;
  decoder(open: OpenSetup): Promise<Session>;
  encoder(open: OpenSetup): Promise<Session>;
}

/** Hooks that make a picture's edges meet; none otherwise, so that a graph stays the checkpoint's own. */
const tilingHooks = ({ tiling }: ModelSetup): GraphHooks | undefined => (tiling ? { padding: "circular" } : undefined);

/** The LoRAs that change a part. */
const lorasOf = ({ networks }: OpenSetup, part: string): OpenNetworks["loras"] =>
  networks.loras.filter(({ match }) => match.matched.some(({ target }) => target.part === part));

/** `attentionWay` says how the runtime's attention is to be computed; it is asked when the first network is loaded. */
export function openModelSessions(pool: SessionPool, attentionWay: () => Promise<"fused" | "plain">): ModelSessions {
  const hooksOf = async (setup: ModelSetup): Promise<GraphHooks | undefined> => {
    const attention = await attentionWay();
    const hooks = { ...tilingHooks(setup), ...(attention === "plain" ? { attention } : {}) };
    return Object.keys(hooks).length > 0 ? hooks : undefined;
  };

  return {
    async text(open, encoder) {
      const { checkpoint, networks } = open;
      const loras = lorasOf(open, encoder.name);
      const hooks = loras.length > 0 ? loraHooks(networks.loras, encoder.name, textSites) : undefined;
      const session = await pool.use(
        { part: encoder.name, file: checkpoint.file, loras },
        () => buildTextEncoder(encoder, hooks),
        { runsOn: "cpu" },
      );
      return { session, feeds: strengthInputs(networks.loras, encoder.name) };
    },

    forgetText: ({ checkpoint: { file, text } }) =>
      pool.forget((identity) => identity.file === file && text.some(({ name }) => name === identity.part)),

    async unet(open) {
      const { checkpoint, networks, setup } = open;
      const { file, unet, nativeSize } = checkpoint;
      const loras = lorasOf(open, "unet");
      const laidFor = nativeSize / pixelsPerLatentCell;
      const sites = unetSites(unet.layout, laidFor);
      const hooks = {
        ...(loras.length > 0 ? loraHooks(networks.loras, "unet", sites) : {}),
        ...(await hooksOf(setup)),
      };
      const changing = networks.hypernetworks;
      const contextHook = hypernetworkHook(changing.map(({ hypernetwork }) => hypernetwork));
      const attention = attentionChanges(setup, checkpoint);
      const session = await pool.use(
        {
          part: "unet",
          file,
          loras,
          tiling: setup.tiling,
          laidFor: loras.length > 0 ? laidFor : undefined,
          ...attention.identity,
          hypernetworks: changing.map(({ hypernetwork }) => hypernetwork.file),
        },
        () => buildUnet(unet.tensors, unet.layout, { hooks, contextHook, ...attention.options }),
      );
      const strengths = hypernetworkFeeds(changing.map(({ weight }) => weight));
      const feeds = { ...strengthInputs(networks.loras, "unet"), ...strengths };
      return {
        session,
        feeds,
        drawsFor: attention.drawsFor,
        feedsFor: (size) => ({ ...feeds, ...attention.feedsFor(size) }),
      };
    },

    async decoder({ vae, setup }) {
      const hooks = await hooksOf(setup);
      return pool.use(
        { part: "vae-decoder", file: vae.file, tiling: setup.tiling },
        () => buildVaeDecoder(vae, hooks),
        {
          activations: "kept",
        },
      );
    },

    async encoder({ vae, setup }) {
      const hooks = await hooksOf(setup);
      return pool.use(
        { part: "vae-encoder", file: vae.file, tiling: setup.tiling },
        () => buildVaeEncoder(vae, hooks),
        {
          activations: "kept",
        },
      );
    },
  };
}
