import type { WordsOfGroup } from "../field-words.ts";

export const initWords: WordsOfGroup<"init"> = {
  "init.image": {
    en: {
      name: "Picture to start from",
      help: "The picture that is painted over.",
      line: "the picture to start from; repeatable, or a folder: one after another",
    },
    zh: {
      name: "起始图",
      help: "在哪张图上重画。",
      line: "起始图；可以写多次，也可以是文件夹：逐张来画",
    },
  },
  "init.others": {
    en: {
      name: "Further pictures",
      help: "What the other pictures of each batch start from.",
    },
    zh: {
      name: "其余起始图",
      help: "同一批里其他几张各从哪张图开始。",
    },
  },
  "init.denoisingStrength": {
    webui: "Denoising strength",
    en: {
      name: "Denoising",
      help: "How far the result may depart from the picture: 0 leaves it alone, 1 forgets it, 0.4 to 0.75 is usual.",
      line: "{least} to {most}: how far the result may depart from it ({usual})",
    },
    zh: {
      name: "重绘幅度",
      help: "能离起始图多远：0 不动，1 完全不管起始图，常用 0.4～0.75。",
      line: "重绘幅度，{least} 到 {most}（{usual}）",
    },
  },
  "init.resize": {
    webui: "Resize mode",
    en: {
      name: "Resize mode",
      help: "How the picture is brought to the size set above.",
      line: "how it is brought to --width and --height: stretched, cropped, edges filled in, or as a latent ({usual})",
      choices: {
        stretch: "Just resize",
        crop: "Crop and resize",
        fill: "Resize and fill",
        latent: "Just resize (latent upscale)",
      },
    },
    zh: {
      name: "缩放模式",
      help: "起始图怎样变成上面设定的尺寸。",
      line: "缩放方式：拉伸、裁剪、填充，或在潜空间拉伸（{usual}）",
      choices: {
        stretch: "仅调整大小",
        crop: "裁剪后缩放",
        fill: "缩放后填充空白",
        latent: "仅调整大小（潜空间放大）",
      },
    },
  },
  "init.noiseMultiplier": {
    webui: "Noise multiplier for img2img",
    en: {
      name: "Noise multiplier",
      help: "A little under 1 is softer, a little over 1 adds detail.",
      line: "makes the noise on it stronger or weaker ({usual})",
    },
    zh: {
      name: "噪声乘数",
      help: "略低于 1 更柔和，略高于 1 细节更多。",
      line: "加在图片上的噪声倍数（{usual}）",
    },
  },
  "init.imageCfgScale": {
    en: {
      name: "Image CFG",
      help: "How closely to follow the picture, for models that edit by instruction.",
      line: "how closely to follow the picture, for models that edit (1.5)",
    },
    zh: {
      name: "图片 CFG",
      help: "有多贴近起始图，用于指令修图模型。",
      line: "图片 CFG：有多贴近起始图，用于指令修图模型（1.5）",
    },
  },
  "init.colorCorrection": {
    webui: "Apply color correction to img2img results",
    en: {
      name: "Keep its colours",
      help: "Brings the colours of the result back to those of the picture.",
      line: "bring its colours back at the end",
    },
    zh: {
      name: "颜色校正",
      help: "把结果的颜色拉回起始图。",
      line: "最后把颜色校正回起始图",
    },
  },
  "init.conditioningMaskWeight": {
    webui: "Inpainting conditioning mask strength",
    en: {
      name: "Conditioning mask",
      help: "For inpainting checkpoints: how much of the masked part is hidden from them.",
      line: "{least} to {most}: how much of the masked part is hidden from inpainting models ({usual})",
    },
    zh: {
      name: "条件蒙版强度",
      help: "用于局部重绘专用模型：蒙版部分遮住多少不给它看。",
      line: "{least} 到 {most}：重绘专用模型看不到多少被蒙住的内容（{usual}）",
    },
  },
};
