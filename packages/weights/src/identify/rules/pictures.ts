import type { Rule } from "../rule.ts";

/** By architecture, what only its networks are called; the special before the general. */
type Marks = readonly (readonly [architecture: string, ...has: string[]])[];

const swinBlock = "layers.#.residual_group.blocks.#";

/** Source: the `detect` conditions and classes of spandrel and spandrel_extra_arches. */
const upscalers: Marks = [
  ["ATD", "layers.#.residual_group.td", "layers.#.residual_group.layers.#.attn_atd"],
  ["HAT", "relative_position_index_SA | layers.#.residual_group.overlap_attn", "layers.#.residual_group.overlap_attn"],
  ["SRFormer", `${swinBlock}.attn.aligned_relative_position_index`],
  ["CRAFT", "layers.#.residual_group.hf_blocks.#.attn", "conv_first"],
  ["Swin2SR", `${swinBlock}.attn.logit_scale`, `${swinBlock}.attn.cpb_mlp`],
  ["SwinIR", `${swinBlock}.attn.relative_position_bias_table`, `${swinBlock}.mlp.fc1`, "conv_first"],
  ["RGT", "layers.#.blocks.#.gamma", "layers.#.blocks.#.attn.qkv | layers.#.blocks.#.attn.attns.#", "before_RG.#"],
  ["DAT", "layers.#.blocks.#.attn.attns.#.rpe_biases | layers.#.blocks.#.ffn.sg.conv", "before_RG.#"],
  ["DRCT", "layers.#.swin1.attn.qkv", "layers.#.adjust1"],
  ["GRL", "layers.#.blocks.#.attn.window_attn", "norm_start | norm_end"],
  ["GRL", "model_g.layers.#.blocks.#.attn.window_attn"],
  ["FDAT", "groups.#.blocks.#.attn", "groups.#.blocks.#.inter.cg"],
  ["SPAN", "block_#.c1_r.sk", "conv_cat"],
  ["OmniSR", "residual_layer.#.residual_layer.#.layer.#.fn"],
  ["MMRealSR", "de_net.conv_first.#", "am_list.#.fc.#"],
  ["ESRGAN", "#.sub.#.RDB1.conv1.#"],
  ["ESRGAN", "body.#.rdb1.conv1", "conv_first"],
  ["ESRGAN", "RRDB_trunk.#.RDB1.conv1"],
  ["ESRGAN", "#.sub.#.RDB1.conv1x1"],
  ["RealPLKSR", "feats.#.lk.conv", "feats.#.channel_mixer | feats.#.channe_mixer", "feats.#.norm"],
  ["PLKSR", "feats.#.lk", "feats.#.refine | feats.#.channel_mixer | feats.#.channe_mixer"],
  ["SAFMN BCIE", "feats.#.layers.#.safm"],
  ["SAFMN", "feats.#.safm.aggr", "to_feat"],
  ["MoSR", "gblocks.#.fc1", "gblocks.#.conv"],
  ["MoESR", "in_to_dim", "blocks.#.blocks.#.gamma"],
  ["SeemoRe", "body.#.local_block.block"],
  ["RealCUGAN", "unet1.conv1_down", "unet1.conv_bottom | unet1.conv1.conv.#"],
  ["FBCNN", "qf_pred.#.res | qf_pred.#", "m_body_encoder.#"],
  ["DRUNet", "m_down1.#.res.#", "m_up3.#.res.# | m_up3.#"],
  ["ScuNET", "m_head.#", "m_down1.#.trans_block | m_body.#.trans_block"],
  ["RCAN", "body.#.body.#.body.#.conv_du.#"],
  ["DCTLSA", "B1.body.#.transformer_body.#.blocks.#"],
  ["DITN", "UFONE.#.ITLs.#"],
  ["IPT", "body.encoder.layers.#.self_attn", "head.#.#.body.#"],
  ["FFTformer", "encoder_level1.#.ffn.fft", "refinement.#"],
  ["KBNet", "encoders.#.#.attgamma"],
  ["KBNet", "latent.#.ffn.qkv | latent.#.attn.dwconv", "refinement.#.attn"],
  ["Restormer", "encoder_level1.#.attn.qkv_dwconv", "refinement.#"],
  ["MixDehazeNet", "layer1.blocks.#.conv3_#", "layer1.blocks.#.Wv.#"],
  ["M3SNet", "encoders.#.#.sca.#", "middle.#.#.conv1"],
  ["M3SNet", "intro", "ending", "naf_attn_block | decoder_blocks.#.#.pixel_attn"],
  ["NAFNet", "middle_blks.#.beta | middle_blks.#.gamma", "middle_blks.#.sca.#"],
  ["Uformer", "encoderlayer_#.blocks.#", "decoderlayer_#.blocks.#"],
  ["RetinexFormer", "body.#.denoiser", "body.#.estimator"],
  ["HVI-CIDNet", "HV_LCA1.gdfn", "HVE_block0.#"],
  ["MPRNet", "shallow_feat1.#", "stage1_encoder"],
  ["MIRNet2", "body.#.body.#.dau_top"],
  ["Swift-SRGAN", "initial.cnn.depthwise", "final_conv.pointwise"],
  ["AuraSR", "mid_attn.layers.#.#.to_out", "final_res_block.block1.proj.weights"],
  ["AdaCode", "multiscale_encoder.in_conv", "weight_predictor.blocks.#"],
  ["FeMaSR", "multiscale_encoder.in_conv", "quantize_group.#"],
  ["DDColor", "encoder.arch.stages.#.#.dwconv", "refine_net.#.#"],
  ["LDSR", "model.diffusion_model | diffusion_model", "first_stage_model.quantize.embedding"],
];

const faces: Marks = [
  ["GFPGAN", "stylegan_decoder.style_mlp.#"],
  ["GPEN", "generator.style.# | style.#", "ecd0.#"],
  ["CodeFormer", "idx_pred_layer.#", "ft_layers.#.self_attn | quantize.embedding"],
  ["RestoreFormer", "quantize.embedding", "decoder.mid.attn_#.norm1"],
];

const inpainters: Marks = [
  ["LaMa", "#.bn_l", "#.conv1.ffc | #.ffc"],
  ["LaMa", "model.#.bn_l"],
  ["MAT", "synthesis.first_stage.conv_first"],
  ["MI-GAN", "synthesis.b64.conv1", "encoder.b64"],
];

const rules = (kind: Rule["kind"], marks: Marks): Rule[] =>
  marks.map(([architecture, ...has]) => ({ kind, family: "unknown", architecture, has }));

/** Networks that take a picture and give one back. */
export const pictureRules: readonly Rule[] = [
  ...rules("faceRestorer", faces),
  ...rules("inpainter", inpainters),
  ...rules("upscaler", upscalers),
  {
    kind: "upscaler",
    family: "unknown",
    architecture: "Real-ESRGAN Compact",
    has: ["body.0", "body.1"],
    shapes: { "body.0": "*, 3, 3, 3" },
  },
  {
    kind: "upscaler",
    family: "unknown",
    architecture: "DnCNN",
    has: ["0", "2", "4 | 3", "6"],
    shapes: { "2": "64, 64, 3, 3", "0": "64, 1|2|3|4, 3, 3" },
  },
];
