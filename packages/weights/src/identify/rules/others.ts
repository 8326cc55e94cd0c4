import type { Rule } from "../rule.ts";

const detector = { kind: "detector", family: "unknown" } as const;

/** Networks that look at pictures, and files that are no network. Sources: each one's own repository. */
export const otherRules: readonly Rule[] = [
  { ...detector, architecture: "SAM", has: ["image_encoder.blocks.#.attn", "mask_decoder", "prompt_encoder"] },
  { ...detector, architecture: "SAM 2", has: ["image_encoder.trunk.blocks.#", "sam_mask_decoder | memory_attention"] },
  {
    ...detector,
    architecture: "SAM",
    has: ["vision_encoder.layers.#.attn", "mask_decoder", "prompt_encoder | shared_image_embedding"],
  },
  {
    ...detector,
    architecture: "GroundingDINO",
    has: ["bert.encoder.layer.#", "transformer.decoder.layers.# | backbone.#.layers.#"],
  },
  { ...detector, architecture: "Depth Anything", has: ["pretrained.blocks.#.attn", "depth_head.scratch"] },
  { ...detector, architecture: "Depth Anything", has: ["backbone.encoder.layer.#", "neck.fusion_stage", "head.conv1"] },
  { ...detector, architecture: "MiDaS", has: ["pretrained.model.blocks.# | pretrained.layer1", "scratch.refinenet1"] },
  { ...detector, architecture: "YOLO", has: ["#.cv1.conv", "#.cv2.conv", "#.m.#.cv1.conv | #.m.cv1.conv"] },
  { ...detector, architecture: "YOLO", has: ["model.#.cv1.conv", "model.#.m.#.cv1.conv"] },
  { ...detector, architecture: "RetinaFace", has: ["ClassHead.#", "BboxHead.#", "LandmarkHead.#"] },
  { ...detector, architecture: "BiSeNet", has: ["cp.resnet.layer1.#", "ffm.convblk"] },
  { ...detector, architecture: "ParseNet", has: ["encoder.#.conv1.conv2d", "out_mask_conv.conv2d"] },
  { ...detector, architecture: "OpenPose", has: ["model0.conv1_1 | model0.#", "model2_1 | model1_#"] },
  { ...detector, architecture: "CRAFT", has: ["basenet.slice1.#", "upconv1.conv.#", "conv_cls.#"] },
  { ...detector, architecture: "HED", has: ["block1.convs.#", "block1.projection", "norm"] },
  {
    kind: "captioner",
    family: "unknown",
    architecture: "BLIP-2",
    has: ["qformer.encoder.layer.#", "language_projection | vision_model"],
  },
  {
    kind: "captioner",
    family: "unknown",
    architecture: "BLIP",
    has: ["text_decoder.bert | text_decoder.bert.encoder", "visual_encoder.blocks.# | vision_model.encoder"],
  },
  {
    kind: "captioner",
    family: "unknown",
    architecture: "Florence-2",
    has: ["vision_tower.blocks.#", "language_model.model.encoder | language_model.encoder"],
  },
];
