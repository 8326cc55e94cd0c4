import { pixelsPerLatentCell, type Seed } from "@danfang/domain";
import type { Checkpoint } from "@danfang/weights";
import { hypertileFeeds, hypertiler, type TiledLayer, tileChooser, tiledLayers } from "../adapters/hypertile/index.ts";
import { mergeFeeds, planMerge, tokenMerger } from "../adapters/token-merging/index.ts";
import type { UnetOptions } from "../graph/unet.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { Feed } from "../runtime/runtime.ts";
import type { SessionIdentity } from "./session-identity.ts";

type Feeds = Readonly<Record<string, Feed>>;

/** Latent cells. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a setup changes about a UNet's attention of the picture to itself, and what its runs are fed for that. */
export interface AttentionChanges {
  /** Of the graph: sessions are kept by it. */
  readonly identity: Pick<SessionIdentity, "merging" | "tiles">;
  readonly options: Pick<UnetOptions, "tokenMerger" | "attentionTiler">;
  feedsFor(size: Size): Feeds;
  /** What each call of the model is fed besides, drawn from a picture's seed; undefined where nothing is drawn. */
  drawsFor(size: Size, seed: Seed): (() => Feeds) | undefined;
}

export function attentionChanges(setup: ModelSetup, { unet, conditioning }: Checkpoint): AttentionChanges {
  const { tokenMerging: ratio = 0, hypertile } = setup;
  const merges = ratio > 0;
  const layers = hypertile ? tiledLayers(unet.layout, conditioning !== "text", hypertile.maxDepth) : [];
  /** Tokens that attend to each other in a layer, down and across; merged ones are in no order that has rows. */
  const tokensAt = (size: Size) => (layer: TiledLayer) => {
    const [height, width] = [sideAt(size.height, layer.level), sideAt(size.width, layer.level)];
    return height * width - (merges && layer.level === 0 ? planMerge(size, ratio).count : 0);
  };
  return {
    identity: { merging: merges, tiles: layers.length > 0 ? hypertile?.maxDepth : undefined },
    options: {
      ...(merges ? { tokenMerger } : {}),
      ...(layers.length > 0 ? { attentionTiler: hypertiler(layers) } : {}),
    },
    feedsFor: (size) => ({
      ...(merges ? mergeFeeds(planMerge(size, ratio)) : {}),
      ...hypertileFeeds(layers.map((layer) => [1, 1, 1, tokensAt(size)(layer)])),
    }),
    drawsFor(size, seed) {
      if (!hypertile || layers.length === 0) return undefined;
      const pixels = { width: size.width * pixelsPerLatentCell, height: size.height * pixelsPerLatentCell };
      const choose = tileChooser(layers, { ...pixels, tokensAt: tokensAt(size) }, hypertile, BigInt(seed));
      return () => hypertileFeeds(choose());
    },
  };
}

/** A side after so many halvings, each rounded up. */
const sideAt = (side: number, level: number): number => (level === 0 ? side : sideAt(Math.ceil(side / 2), level - 1));
