import type { FieldWords, WordsOfGroup } from "../field-words.ts";
import { contents } from "./contents.ts";

const left: FieldWords = {
  webui: "Pixels to expand",
  en: {
    name: "Left",
    help: "Pixels to grow by on the left; the whole is rounded up to a multiple of 64.",
    line: "pixels to add on the left; the whole is rounded up to a multiple of 64 ({usual})",
  },
  zh: {
    name: "向左",
    help: "向左扩多少像素；整张图会凑成 64 的倍数。",
    line: "向左扩多少像素；整张图会凑成 64 的倍数（{usual}）",
  },
};
const right: FieldWords = {
  webui: "Pixels to expand",
  en: {
    name: "Right",
    help: "Pixels to grow by on the right.",
    line: "pixels to add on the right ({usual})",
  },
  zh: {
    name: "向右",
    help: "向右扩多少像素。",
    line: "向右（{usual}）",
  },
};
const up: FieldWords = {
  webui: "Pixels to expand",
  en: {
    name: "Up",
    help: "Pixels to grow by above.",
    line: "pixels to add above ({usual})",
  },
  zh: {
    name: "向上",
    help: "向上扩多少像素。",
    line: "向上（{usual}）",
  },
};
const down: FieldWords = {
  webui: "Pixels to expand",
  en: {
    name: "Down",
    help: "Pixels to grow by below.",
    line: "pixels to add below ({usual})",
  },
  zh: {
    name: "向下",
    help: "向下扩多少像素。",
    line: "向下（{usual}）",
  },
};
const seamBlur: FieldWords = {
  webui: "Mask blur",
  en: {
    name: "Seam blur",
    help: "How softly old and new meet.",
  },
  zh: {
    name: "接缝模糊",
    help: "新旧画面衔接得有多柔和。",
  },
};

export const passesWords: WordsOfGroup<"passes"> = {
  "init.passes.outpaint.left": left,
  "init.passes.outpaint.right": right,
  "init.passes.outpaint.up": up,
  "init.passes.outpaint.down": down,
  "init.passes.outpaint.maskBlur": {
    ...seamBlur,
    en: { ...seamBlur.en, line: "how soft the seam is ({usual}; with another fill 4)" },
    zh: { ...seamBlur.zh, line: "接缝有多柔和（{usual}；其他 fill 是 4）" },
  },
  "init.passes.outpaint.falloff": {
    webui: "Fall-off exponent (lower=higher detail)",
    en: {
      name: "Fall-off",
      help: "Exponent of the noise that the new part begins with: lower gives more detail.",
      line: "{least} to {most}: lower gives the matched noise more detail ({usual})",
    },
    zh: {
      name: "衰减指数",
      help: "新的部分从噪声开始；指数越小，细节越多。",
      line: "{least} 到 {most}：越小，相称的噪声细节越多（{usual}）",
    },
  },
  "init.passes.outpaint.colorVariation": {
    webui: "Color variation",
    en: {
      name: "Colour variation",
      help: "How colourful the noise is that the new part begins with.",
      line: "{least} to {most}: how colourful the matched noise is ({usual})",
    },
    zh: {
      name: "色彩变化",
      help: "新的部分开始时的噪声有多少色彩。",
      line: "{least} 到 {most}：相称的噪声有多少色彩（{usual}）",
    },
  },
  "init.passes.outpaintTiles.left": left,
  "init.passes.outpaintTiles.right": right,
  "init.passes.outpaintTiles.up": up,
  "init.passes.outpaintTiles.down": down,
  "init.passes.outpaintTiles.maskBlur": seamBlur,
  "init.passes.outpaintTiles.content": {
    webui: "Masked content",
    en: {
      name: "New part",
      help: "What the new part starts from.",
      choices: contents.en,
    },
    zh: {
      name: "新的部分",
      help: "新的部分从什么开始画。",
      choices: contents.zh,
    },
  },
  "init.passes.loopback.loops": {
    webui: "Loops",
    en: {
      name: "Loops",
      help: "Number of passes; each starts from the previous result.",
      line: "number of passes; each starts from the previous result",
    },
    zh: {
      name: "次数",
      help: "画几次，每次从上一次的结果开始。",
      line: "画几次，每次从上一次的结果开始",
    },
  },
  "init.passes.loopback.finalDenoisingStrength": {
    webui: "Final denoising strength",
    en: {
      name: "Final denoising",
      help: "The denoising of the last loop.",
      line: "{least} to {most}: --denoise of the last loop ({usual})",
    },
    zh: {
      name: "最终重绘幅度",
      help: "最后一次的重绘幅度。",
      line: "{least} 到 {most}：最后一次的 --denoise（{usual}）",
    },
  },
  "init.passes.loopback.curve": {
    webui: "Denoising strength curve",
    en: {
      name: "Curve",
      help: "How the denoising changes from the first loop to the last.",
      line: "how the denoising changes from loop to loop ({usual})",
      choices: { aggressive: "Aggressive", linear: "Linear", lazy: "Lazy" },
    },
    zh: {
      name: "变化曲线",
      help: "重绘幅度怎样从第一次变到最后一次。",
      line: "怎么变到那里（{usual}）",
      choices: { aggressive: "激进", linear: "线性", lazy: "缓和" },
    },
  },
  "init.passes.upscale.upscaler": {
    webui: "Upscaler",
    en: {
      name: "Upscaler",
      help: "What makes it larger before it is painted over.",
      line: "Lanczos, Nearest, … or an upscaler model ({usual})",
    },
    zh: {
      name: "放大算法",
      help: "重画之前用什么放大。",
      line: "Lanczos、Nearest…… 或放大模型（{usual}）",
    },
  },
  "init.passes.upscale.scale": {
    webui: "Scale Factor",
    en: {
      name: "Scale",
      help: "How much larger. Width and height above are the size of a tile.",
      line: "how much larger ({usual})",
    },
    zh: {
      name: "放大倍数",
      help: "放大几倍。上面的宽和高是一块的尺寸。",
      line: "放大几倍（{usual}）",
    },
  },
  "init.passes.upscale.overlap": {
    webui: "Tile overlap",
    en: {
      name: "Overlap",
      help: "How many pixels neighbouring tiles share.",
      line: "with --prompt: pixels that tiles share; --width and --height are a tile's size ({usual})",
    },
    zh: {
      name: "重叠",
      help: "相邻两块重叠多少像素。",
      line: "有 --prompt 时：相邻两块重叠多少像素；--width 和 --height 是一块的尺寸（{usual}）",
    },
  },
  "init.passes.upscale.tilesAtOnce": {
    en: {
      name: "Tiles per batch",
      help: "How many tiles count as one batch when seeds are given out.",
    },
    zh: {
      name: "每批块数",
      help: "多少块按同一批来数种子。",
    },
  },
};
