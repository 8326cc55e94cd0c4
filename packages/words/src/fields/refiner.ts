import type { WordsOfGroup } from "../field-words.ts";

export const refinerWords: WordsOfGroup<"refiner"> = {
  "refiner.checkpoint": {
    webui: "Refiner · Checkpoint",
    en: {
      name: "Refiner",
      help: "The checkpoint that paints the last steps.",
      line: "a second checkpoint that finishes the picture",
    },
    zh: {
      name: "精修模型",
      help: "画最后几步的大模型（Refiner）。",
      line: "接手画完的第二个大模型",
    },
  },
  "refiner.switchAt": {
    webui: "Switch at",
    en: {
      name: "Switch at",
      help: "What share of the way the first checkpoint paints. 0.8 leaves the refiner the last fifth.",
      line: "{least} to {most}: when it takes over ({usual})",
    },
    zh: {
      name: "切换时机",
      help: "前面多大比例由第一个大模型画。0.8 表示最后五分之一交给精修模型。",
      line: "{least} 到 {most}：何时接手（{usual}）",
    },
  },
  "refiner.bySteps": {
    webui: "Switch to refiner by sampling steps instead of model timesteps",
    en: {
      name: "Count steps",
      help: "Switches by the share of steps done instead of noise removed, as older WebUIs did.",
      line: "by steps done instead of noise removed, as before 1.8 of the WebUI",
    },
    zh: {
      name: "按步数切换",
      help: "按走完的步数比例切换，而不看还剩多少噪声，与旧版 WebUI 相同。",
      line: "按步数而不按噪声切换，同 WebUI 1.8 之前",
    },
  },
  "refiner.hiresPasses": {
    webui: "Hires fix: which pass to enable refiner for",
    en: {
      name: "With hires fix in",
      help: "In which of the two passes the refiner takes over.",
      line: "with hires, in which passes ({usual})",
      choices: { first: "First pass", second: "Second pass", both: "Both passes" },
    },
    zh: {
      name: "高清修复时用于",
      help: "两遍中的哪一遍由精修模型接手。",
      line: "有高清修复时在哪一遍接手（{usual}）",
      choices: { first: "第一遍", second: "第二遍", both: "两遍" },
    },
  },
};
