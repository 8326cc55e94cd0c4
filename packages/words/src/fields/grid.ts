import type { WordsOfGroup } from "../field-words.ts";

export const gridWords: WordsOfGroup<"grid"> = {
  "grid.drawLegend": {
    webui: "Draw legend",
    en: {
      name: "Legend",
      help: "Writes above and beside the cells what they show.",
    },
    zh: {
      name: "标注图例",
      help: "在图片上方和左侧写明每一格用的参数。",
    },
  },
  "grid.margin": {
    webui: "Grid margins (px)",
    en: {
      name: "Gap",
      help: "Pixels between the cells of the sheet.",
      line: "space between the pictures ({usual})",
    },
    zh: {
      name: "间距",
      help: "格子之间空出多少像素。",
      line: "图与图之间的空隙（{usual}）",
    },
  },
  "grid.keepRandomSeeds": {
    webui: "Keep -1 for seeds",
    en: {
      name: "Random per cell",
      help: "With seed −1 every cell draws its own; otherwise all share one, so that only the axes differ.",
      line: "each picture draws its own seed for -1",
    },
    zh: {
      name: "每格随机",
      help: "种子为 −1 时，每一格各抽一个；不开则所有格共用一个，只有坐标轴不同。",
      line: "种子为 -1 时，每格各抽一个",
    },
  },
};
