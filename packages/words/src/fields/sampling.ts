import type { WordsOfGroup } from "../field-words.ts";

export const samplingWords: WordsOfGroup<"sampling"> = {
  steps: {
    webui: "Sampling steps",
    en: {
      name: "Steps",
      help: "How many times the picture is refined. More is slower; past 20 to 30 little changes.",
      line: "sampling steps ({usual}); with `prompt`, the steps of the picture it is for",
    },
    zh: {
      name: "迭代步数",
      help: "画面打磨多少遍。越多越慢，20～30 步之后变化很小。",
      line: "采样步数（{usual}）；用于 prompt 命令时，指这段提示词要画的步数",
    },
  },
  sampler: {
    webui: "Sampling method",
    en: {
      name: "Sampler",
      help: "The method that turns noise into a picture. Euler and DPM++ 2M are good starting points; those with an “a” never settle.",
      line: "how the noise is removed ({usual})",
    },
    zh: {
      name: "采样方法",
      help: "从噪声走到画面的走法。先用 Euler 或 DPM++ 2M；名字带「a」的每加一步都会变，不会收敛。",
      line: "采样方法（{usual}）",
    },
  },
  schedule: {
    webui: "Schedule type",
    en: {
      name: "Schedule",
      help: "How the noise is distributed over the steps. Karras spends more of them on detail.",
      line: "which noise levels the sampler goes through ({usual})",
    },
    zh: {
      name: "调度类型",
      help: "噪声怎么分配到每一步。Karras 在细节上多花几步。",
      line: "调度类型，即走过哪些噪声级别（{usual}）",
    },
  },
  cfgScale: {
    webui: "CFG Scale",
    en: {
      name: "CFG",
      help: "How strictly the prompt is followed. Higher: closer and harsher. 5 to 9 is usual.",
      line: "how closely to follow the prompt ({usual})",
    },
    zh: {
      name: "CFG",
      help: "有多听提示词的话。越高越贴近，也越生硬；常用 5～9。",
      line: "CFG：有多听提示词的话（{usual}）",
    },
  },
  cfgRescale: {
    webui: "CFG Rescale",
    en: {
      name: "CFG rescale",
      help: "Takes the glare out of high CFG. 0.7 suits v-prediction models; 0 leaves everything as it is.",
      line: "{least} to {most}: take back the contrast that a high cfg adds ({usual})",
    },
    zh: {
      name: "CFG 重缩放",
      help: "CFG 高时去掉刺眼的对比。v 预测模型常用 0.7，0 表示不动。",
      line: "{least} 到 {most}：收回高 CFG 带来的过强对比（{usual}）",
    },
  },
};
