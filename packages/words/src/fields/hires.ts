import type { WordsOfGroup } from "../field-words.ts";

export const hiresWords: WordsOfGroup<"hires"> = {
  "hires.scale": {
    webui: "Upscale by",
    en: {
      name: "Upscale by",
      help: "The second pass paints this many times larger.",
      line: "how much larger ({usual})",
    },
    zh: {
      name: "放大倍数",
      help: "第二遍画成多少倍大。",
      line: "放大倍数（{usual}）",
    },
  },
  "hires.width": {
    webui: "Resize width to",
    en: {
      name: "Resize to width",
      help: "A width in pixels instead of a factor. 0: by the factor.",
      special: "—",
    },
    zh: {
      name: "调整宽度为",
      help: "不用倍数，直接给出宽度（像素）。0 表示按倍数。",
      special: "—",
    },
  },
  "hires.height": {
    webui: "Resize height to",
    en: {
      name: "Resize to height",
      help: "A height in pixels instead of a factor. 0: by the factor.",
      special: "—",
    },
    zh: {
      name: "调整高度为",
      help: "不用倍数，直接给出高度（像素）。0 表示按倍数。",
      special: "—",
    },
  },
  "hires.steps": {
    webui: "Hires steps",
    en: {
      name: "Hires steps",
      help: "Steps of the second pass. 0: as many as the first.",
      line: "steps of the second pass; 0 is as many as the first ({usual})",
    },
    zh: {
      name: "高清修复步数",
      help: "第二遍的步数。0 表示和第一遍一样。",
      line: "第二遍步数；0 与第一遍相同（{usual}）",
    },
  },
  "hires.upscaler": {
    webui: "Upscaler",
    en: {
      name: "Upscaler",
      help: "What enlarges the picture before the second pass. Latent ones add detail and need more denoising.",
      line: "Latent, Lanczos, … or an upscaler model ({usual})",
    },
    zh: {
      name: "放大算法",
      help: "第二遍之前用什么把图放大。Latent 类细节多，但要更高的重绘幅度。",
      line: "放大算法：Latent、Lanczos……或放大模型（{usual}）",
    },
  },
  "hires.denoisingStrength": {
    webui: "Denoising strength",
    en: {
      name: "Denoising",
      help: "How far the second pass may depart from the first. 0.3 to 0.5 keeps the picture; Latent needs 0.55 or more.",
      line: "{least} to {most}: how far the second pass may depart from the first ({usual})",
    },
    zh: {
      name: "重绘幅度",
      help: "第二遍能离第一遍多远。0.3～0.5 保持第一遍的样子；Latent 要 0.55 以上。",
      line: "第二遍的重绘幅度，{least} 到 {most}（{usual}）",
    },
  },
  "hires.sampler": {
    webui: "Hires sampling method",
    en: {
      name: "Hires sampler",
      help: "Another sampler for the second pass.",
      line: "its sampler (that of the first pass)",
    },
    zh: {
      name: "高清修复采样方法",
      help: "第二遍换一种采样方法。",
      line: "第二遍的采样方法（同第一遍）",
    },
  },
  "hires.schedule": {
    webui: "Hires schedule type",
    en: {
      name: "Hires schedule",
      help: "Another schedule for the second pass.",
      line: "its schedule (that of the first pass)",
    },
    zh: {
      name: "高清修复调度类型",
      help: "第二遍换一种调度类型。",
      line: "第二遍的调度类型（同第一遍）",
    },
  },
  "hires.prompt": {
    webui: "Hires prompt",
    en: {
      name: "Hires prompt",
      help: "Other words for the second pass. Empty: the same.",
      line: "its prompt (that of the first pass)",
    },
    zh: {
      name: "高清修复提示词",
      help: "第二遍另用的提示词。留空则相同。",
      line: "第二遍的提示词（同第一遍）",
    },
  },
  "hires.negativePrompt": {
    webui: "Hires negative prompt",
    en: {
      name: "Hires negative prompt",
      help: "Other unwanted things for the second pass. Empty: the same.",
      line: "its negative prompt (that of the first pass)",
    },
    zh: {
      name: "高清修复反向提示词",
      help: "第二遍另用的反向提示词。留空则相同。",
      line: "第二遍的反向提示词（同第一遍）",
    },
  },
  "hires.checkpoint": {
    webui: "Hires checkpoint",
    en: {
      name: "Hires checkpoint",
      help: "Another checkpoint for the second pass.",
      line: "its checkpoint (that of the first pass)",
    },
    zh: {
      name: "高清修复大模型",
      help: "第二遍换一个大模型。",
      line: "第二遍的大模型（同第一遍）",
    },
  },
  "hires.firstPass": {
    en: {
      name: "First pass",
      help: "A picture that takes the first pass's place.",
    },
    zh: {
      name: "第一遍的图",
      help: "代替第一遍的图片。",
    },
  },
};
