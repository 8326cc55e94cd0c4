import type { WordsOfGroup } from "../field-words.ts";

export const softWords: WordsOfGroup<"soft"> = {
  "init.mask.soft.scheduleBias": {
    webui: "Schedule bias",
    en: {
      name: "Schedule bias",
      help: "When the old picture is kept: above 1 mostly at the beginning, below 1 mostly at the end.",
      line: "{least} to {most}: keep the old picture mostly at the beginning (> 1) or at the end ({usual})",
    },
    zh: {
      name: "调度偏向",
      help: "什么时候保留旧画面：大于 1 偏向开头，小于 1 偏向结尾。",
      line: "{least} 到 {most}：偏向开头（大于 1）还是结尾保留旧画面（{usual}）",
    },
  },
  "init.mask.soft.preservation": {
    webui: "Preservation strength",
    en: {
      name: "Preservation",
      help: "How much half-masked parts keep of the old picture.",
      line: "{least} to {most}: how much half-masked parts keep of the old picture ({usual})",
    },
    zh: {
      name: "保留强度",
      help: "半遮住的地方保留多少旧画面。",
      line: "{least} 到 {most}：半遮住的地方保留多少旧画面（{usual}）",
    },
  },
  "init.mask.soft.contrastBoost": {
    webui: "Transition contrast boost",
    en: {
      name: "Contrast boost",
      help: "Gives mixed parts their contrast back. Too much makes their colours garish.",
      line: "{least} to {most}: against contrast lost by mixing ({usual})",
    },
    zh: {
      name: "过渡对比增强",
      help: "补回混合处损失的对比度；太大颜色会过艳。",
      line: "{least} 到 {most}：补回混合时损失的对比度（{usual}）",
    },
  },
  "init.mask.soft.maskInfluence": {
    webui: "Mask influence",
    en: {
      name: "Mask influence",
      help: "Which old pixels stay in the end. 0: where little changed. 1: where the mask says so.",
      line: "{least} to {most}: old pixels stay where little changed (0) or where the mask says so (1) ({usual})",
    },
    zh: {
      name: "蒙版影响",
      help: "最后哪里用回旧像素。0：看哪里变化小；1：看蒙版。",
      line: "{least} 到 {most}：由变化（{usual}）还是蒙版（1）决定哪里用回旧像素（0）",
    },
  },
  "init.mask.soft.differenceThreshold": {
    webui: "Difference threshold",
    en: {
      name: "Difference threshold",
      help: "How much a part may change before its old pixels give way to the new ones.",
      line: "{least} to {most}: how much may change before old pixels give way ({usual})",
    },
    zh: {
      name: "差异阈值",
      help: "变化超过多少，旧像素才让位给新像素。",
      line: "{least} 到 {most}：变化多大，旧像素才让位（{usual}）",
    },
  },
  "init.mask.soft.differenceContrast": {
    webui: "Difference contrast",
    en: {
      name: "Difference contrast",
      help: "How sharp that threshold is: low blends gently but may show ghosts, high is a hard edge.",
      line: "{least} to {most}: how sharp that threshold is ({usual})",
    },
    zh: {
      name: "差异对比",
      help: "这个界限有多分明：小则过渡柔和但可能有重影，大则边缘生硬。",
      line: "{least} 到 {most}：这个界限有多分明（{usual}）",
    },
  },
};
