import type { WordsOfGroup } from "../field-words.ts";

export const sizeWords: WordsOfGroup<"size"> = {
  width: {
    webui: "Width",
    en: {
      name: "Width",
      help: "Pixels, a multiple of 8.",
      line: "pixels, a multiple of 8 (the model's own)",
    },
    zh: {
      name: "宽度",
      help: "单位像素，8 的倍数。",
      line: "宽度，像素，8 的倍数（默认随模型）",
    },
  },
  height: {
    webui: "Height",
    en: {
      name: "Height",
      help: "Pixels, a multiple of 8.",
      line: "pixels, a multiple of 8 (the model's own)",
    },
    zh: {
      name: "高度",
      help: "单位像素，8 的倍数。",
      line: "高度，像素，8 的倍数（默认随模型）",
    },
  },
  batchSize: {
    webui: "Batch size",
    en: {
      name: "Batch size",
      help: "How many pictures are painted at the same time. Needs more memory.",
      line: "pictures painted at the same time ({usual})",
    },
    zh: {
      name: "单批数量",
      help: "每批同时画几张，更占显存或内存。",
      line: "单批数量：一次同时画几张（{usual}）",
    },
  },
  batchCount: {
    webui: "Batch count",
    en: {
      name: "Batch count",
      help: "How many batches one after another.",
      line: "batches one after the other ({usual})",
    },
    zh: {
      name: "总批次数",
      help: "一批接一批，共画几批。",
      line: "总批次数：先后画几批（{usual}）",
    },
  },
  tiling: {
    webui: "Tiling",
    en: {
      name: "Tiling",
      help: "Opposite edges match, so that the picture repeats seamlessly.",
      line: "edges match, so that the picture repeats seamlessly",
    },
    zh: {
      name: "平铺图",
      help: "上下、左右边缘相接，可以无缝拼成花纹。",
      line: "平铺图：边缘相接，可以连续拼贴",
    },
  },
};
