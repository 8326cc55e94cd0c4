import type { TensorScope } from "../tensor-scope.ts";
import { openCompact, openRrdb, openSpan } from "./convolutional.ts";
import { findRrdb } from "./rrdb-names.ts";
import { openDat, openSwinir } from "./transformers.ts";
import type { Upscaler } from "./upscaler.ts";

/** A way of building upscalers. */
export interface Architecture {
  /** As its authors call it. */
  readonly name: string;
  /** Whether tensors of these names are of this kind. */
  readonly isOf: (w: TensorScope) => boolean;
  /** Those that mend faces and make nothing larger. */
  readonly mendsFaces?: boolean;
  /** Undefined where it is known only to be refused by its name. */
  readonly open?: (w: TensorScope) => Omit<Upscaler, "file" | "architecture"> | undefined;
}

/** What all of a network's tensors are named like. */
const named =
  (...names: readonly string[]) =>
  (w: TensorScope): boolean =>
    names.every((name) => w.has(name));

/**
 * Told apart by the names of their tensors, in this order: some have all the names of a later one. Source: spandrel, the
 * `detect` conditions of its architectures.
 */
export const architectures: readonly Architecture[] = [
  { name: "ESRGAN", isOf: (w) => findRrdb(w) !== undefined, open: openRrdb },
  { name: "HAT", isOf: named("relative_position_index_SA", "layers.0.residual_group.overlap_attn.qkv.weight") },
  { name: "ATD", isOf: named("relative_position_index_SA", "layers.0.residual_group.td") },
  { name: "Swin2SR", isOf: named("patch_embed.proj.weight", "layers.0.residual_group.blocks.0.attn.logit_scale") },
  {
    name: "SwinIR",
    isOf: named(
      "layers.0.residual_group.blocks.0.attn.relative_position_index",
      "layers.0.residual_group.blocks.0.mlp.fc1.bias",
      "conv_first",
    ),
    open: openSwinir,
  },
  { name: "RGT", isOf: named("before_RG.1.weight", "layers.0.blocks.0.gamma") },
  {
    name: "DAT",
    isOf: named(
      "before_RG.1.weight",
      "layers.0.blocks.0.attn.attns.0.rpe_biases",
      "layers.0.blocks.0.ffn.sg.conv.weight",
    ),
    open: openDat,
  },
  { name: "DRCT", isOf: named("layers.0.swin1.attn.relative_position_index") },
  { name: "GRL", isOf: named("norm_start.weight", "layers.0.blocks.0.attn.window_attn.attn_transform.logit_scale") },
  { name: "SPAN", isOf: named("conv_1.sk.weight", "block_1.c1_r.sk.weight", "conv_cat.weight"), open: openSpan },
  { name: "OmniSR", isOf: named("residual_layer.0.residual_layer.0.layer.0.fn.0.weight", "up.0.weight") },
  { name: "PLKSR", isOf: named("feats.0.weight", "feats.1.lk", "feats.1.refine.weight") },
  { name: "SAFMN", isOf: named("to_feat.weight", "feats.0.safm.aggr.weight") },
  { name: "RealCUGAN", isOf: named("unet1.conv1.conv.0.weight", "unet2.conv1_down.weight") },
  { name: "ScuNET", isOf: named("m_head.0.weight", "m_tail.0.weight") },
  { name: "GFPGAN", mendsFaces: true, isOf: named("toRGB.0.weight", "stylegan_decoder.style_mlp.1.weight") },
  {
    name: "CodeFormer",
    mendsFaces: true,
    isOf: named("position_emb", "idx_pred_layer.1.weight", "quantize.embedding.weight"),
  },
  { name: "Real-ESRGAN Compact", isOf: named("body.0.weight", "body.1.weight", "body.2.weight"), open: openCompact },
];
