import type { WordsOfGroup } from "../field-words.ts";
import { contents } from "./contents.ts";

export const maskWords: WordsOfGroup<"mask"> = {
  "init.mask.image": {
    en: {
      name: "Mask",
      help: "White is repainted.",
      line: "white is repainted; grey or alpha",
    },
    zh: {
      name: "蒙版",
      help: "白色处重画。",
      line: "蒙版：白色处重画；灰度或透明通道",
    },
  },
  "init.mask.blur": {
    webui: "Mask blur",
    en: {
      name: "Mask blur",
      help: "How soft the edge of the repainted part is, in pixels.",
      line: "how soft the mask's edge is ({usual})",
    },
    zh: {
      name: "蒙版模糊",
      help: "重绘部分的边缘有多柔和，单位像素。",
      line: "蒙版边缘羽化（{usual}）",
    },
  },
  "init.mask.blurY": {
    en: {
      name: "Mask blur, vertical",
      help: "The vertical blur, where it differs.",
    },
    zh: {
      name: "蒙版纵向模糊",
      help: "纵向不同时另给。",
    },
  },
  "init.mask.invert": {
    webui: "Mask mode: Inpaint not masked",
    en: {
      name: "Paint what is not masked",
      help: "The mask marks what stays instead.",
      line: "black is repainted",
    },
    zh: {
      name: "重绘非蒙版内容",
      help: "反过来：涂到的地方保持不变。",
      line: "改为重画黑色处",
    },
  },
  "init.mask.content": {
    webui: "Masked content",
    en: {
      name: "Masked content",
      help: "What the masked part starts from.",
      line: "what the masked part starts from ({usual})",
      choices: contents.en,
    },
    zh: {
      name: "蒙版区域内容处理",
      help: "蒙版部分从什么开始画。",
      line: "蒙版处从什么开始：填充、原图、潜空间噪声、空白（{usual}）",
      choices: contents.zh,
    },
  },
  "init.mask.area": {
    webui: "Inpaint area",
    en: {
      name: "Inpaint area",
      help: "Only masked paints the part large and in detail, then puts it back.",
      line: "paint in the whole picture, or enlarge the masked part alone ({usual})",
      choices: { whole: "Whole picture", masked: "Only masked" },
    },
    zh: {
      name: "重绘区域",
      help: "「仅蒙版区域」会把这一块放大细画，再贴回去。",
      line: "整张图一起画，或只放大蒙版处来画（{usual}）",
      choices: { whole: "整张图片", masked: "仅蒙版区域" },
    },
  },
  "init.mask.padding": {
    webui: "Only masked padding, pixels",
    en: {
      name: "Padding",
      help: "How much around the masked part the model sees, pixels.",
      line: "pixels around the part that is enlarged ({usual})",
    },
    zh: {
      name: "边缘预留像素",
      help: "模型还能看到蒙版周围多少，单位像素。",
      line: "仅蒙版区域时，四周多取多少像素（{usual}）",
    },
  },
  "init.mask.round": {
    en: {
      name: "Hard mask",
      help: "Grey counts as black or white. Off: half masked is half painted.",
    },
    zh: {
      name: "硬边蒙版",
      help: "灰色一律当黑或白。关掉后，半透明处就画一半。",
    },
  },
  "init.mask.latent": {
    en: {
      name: "Latent mask",
      help: "Another mask for the latent, used as it is.",
    },
    zh: {
      name: "潜空间蒙版",
      help: "潜变量另用的蒙版，原样使用。",
    },
  },
};
