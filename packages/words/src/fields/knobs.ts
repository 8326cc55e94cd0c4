import type { WordsOfGroup } from "../field-words.ts";

export const knobsWords: WordsOfGroup<"knobs"> = {
  "knobs.eta": {
    webui: "Eta for k-diffusion samplers",
    en: {
      name: "Eta",
      help: "How much noise ancestral samplers put back at each step.",
    },
    zh: {
      name: "Eta",
      help: "祖先采样每一步放回多少噪声。",
    },
  },
  "knobs.etaDdim": {
    webui: "Eta for DDIM",
    en: {
      name: "Eta DDIM",
      help: "How much noise DDIM puts back at each step: 0 none, 1 as much as an ancestral one.",
    },
    zh: {
      name: "Eta DDIM",
      help: "DDIM 每一步放回多少噪声：0 不放回，1 与祖先采样一样多。",
    },
  },
  "knobs.sChurn": {
    webui: "sigma churn",
    en: {
      name: "Sigma churn",
      help: "Noise added and removed again at each step; more variety, less sharpness.",
      line: "noise added on the way, Euler, Heun and DPM2 ({usual})",
    },
    zh: {
      name: "Sigma churn",
      help: "每一步先加再去的噪声：变化更多，锐度更低。",
      line: "途中加入的噪声，Euler、Heun、DPM2（{usual}）",
    },
  },
  "knobs.sTmin": {
    webui: "sigma tmin",
    en: {
      name: "Sigma tmin",
      help: "Below this sigma nothing is churned.",
      line: "below this sigma none is added ({usual})",
    },
    zh: {
      name: "Sigma tmin",
      help: "低于这个 σ 就不再搅动。",
      line: "低于此 σ 不再加噪（{usual}）",
    },
  },
  "knobs.sTmax": {
    webui: "sigma tmax",
    en: {
      name: "Sigma tmax",
      help: "Above this sigma nothing is churned. 0: no limit.",
      line: "above this sigma none is added (no limit)",
      special: "no limit",
    },
    zh: {
      name: "Sigma tmax",
      help: "高于这个 σ 就不搅动。0 表示不限。",
      line: "高于此 σ 不加噪（不限）",
      special: "不限",
    },
  },
  "knobs.sNoise": {
    webui: "sigma noise",
    en: {
      name: "Sigma noise",
      help: "How strong the added noise is. A little over 1 keeps detail.",
      line: "strength of the added noise ({usual})",
    },
    zh: {
      name: "Sigma noise",
      help: "加进去的噪声有多强。略高于 1 能保住细节。",
      line: "所加噪声的强度（{usual}）",
    },
  },
  "knobs.sigmaMin": {
    webui: "sigma min",
    en: {
      name: "Sigma min",
      help: "Where the schedule ends. 0: where the model ends; 0.1 is the old Karras.",
      line: "last noise level of the schedule (the model's)",
      special: "of the model",
    },
    zh: {
      name: "Sigma min",
      help: "调度在哪里结束。0 表示到模型的尽头；旧版 Karras 是 0.1。",
      line: "最后的噪声级别（随模型）",
      special: "按模型",
    },
  },
  "knobs.sigmaMax": {
    webui: "sigma max",
    en: {
      name: "Sigma max",
      help: "Where the schedule begins. 0: where the model begins; 10 is the old Karras.",
      line: "first noise level of the schedule (the model's)",
      special: "of the model",
    },
    zh: {
      name: "Sigma max",
      help: "调度从哪里开始。0 表示从模型的起点；旧版 Karras 是 10。",
      line: "最初的噪声级别（随模型）",
      special: "按模型",
    },
  },
  "knobs.rho": {
    webui: "rho",
    en: {
      name: "Rho",
      help: "How strongly Karras bends the schedule; usual is 7.",
      line: "bend of the Karras and polyexponential schedules (7 and 1)",
      special: "of the schedule",
    },
    zh: {
      name: "Rho",
      help: "Karras 把调度弯多少，通常是 7。",
      line: "Karras 与 polyexponential 的弯曲程度（7 和 1）",
      special: "按调度",
    },
  },
  "knobs.betaAlpha": {
    webui: "Beta scheduler - alpha",
    en: {
      name: "Beta α",
      help: "Shape of the Beta schedule at its beginning; usual is 0.6.",
      line: "shape of the Beta schedule ({usual})",
    },
    zh: {
      name: "Beta α",
      help: "Beta 调度开头的形状，通常是 0.6。",
      line: "Beta 调度的形状 α（{usual}）",
    },
  },
  "knobs.betaBeta": {
    webui: "Beta scheduler - beta",
    en: {
      name: "Beta β",
      help: "Shape of the Beta schedule at its end; usual is 0.6.",
      line: "shape of the Beta schedule ({usual})",
    },
    zh: {
      name: "Beta β",
      help: "Beta 调度结尾的形状，通常是 0.6。",
      line: "Beta 调度的形状 β（{usual}）",
    },
  },
  "knobs.unipcVariant": {
    webui: "UniPC variant",
    en: {
      name: "UniPC variant",
      help: "How UniPC corrects itself. bh1 suits few steps, bh2 more.",
      line: "UniPC's corrector ({usual})",
    },
    zh: {
      name: "UniPC 变体",
      help: "UniPC 如何校正自己。步数少用 bh1，多用 bh2。",
      line: "UniPC 的变体（{usual}）",
    },
  },
  "knobs.unipcSkipType": {
    webui: "UniPC skip type",
    en: {
      name: "UniPC skip type",
      help: "How UniPC distributes its steps over the noise levels.",
      line: "how UniPC distributes its steps ({usual})",
    },
    zh: {
      name: "UniPC 跳步类型",
      help: "UniPC 如何把步数分配给各级噪声。",
      line: "UniPC 如何分配步数（{usual}）",
    },
  },
  "knobs.unipcOrder": {
    webui: "UniPC order",
    en: {
      name: "UniPC order",
      help: "How many earlier steps UniPC looks at. Must be less than the number of steps.",
      line: "UniPC's order; must be less than the number of steps ({usual})",
    },
    zh: {
      name: "UniPC 阶数",
      help: "UniPC 往回看几步，必须小于步数。",
      line: "UniPC 的阶数，须小于步数（{usual}）",
    },
  },
  "knobs.unipcLowerOrderFinal": {
    webui: "UniPC lower order final",
    en: {
      name: "UniPC lower order final",
      help: "The last steps look back less far: steadier with few steps.",
    },
    zh: {
      name: "UniPC 末尾降阶",
      help: "最后几步少往回看：步数少时更稳。",
    },
  },
  "knobs.discardNextToLastSigma": {
    webui: "Always discard next-to-last sigma",
    en: {
      name: "Discard next-to-last sigma",
      help: "Leaves out a step that some samplers waste.",
      line: "leave out the noise level before the last",
    },
    zh: {
      name: "丢弃倒数第二个 sigma",
      help: "省去某些采样方法白费的一步。",
      line: "去掉倒数第二个噪声级别",
    },
  },
  "knobs.sgmNoiseMultiplier": {
    webui: "SGM noise multiplier",
    en: {
      name: "SGM noise multiplier",
      help: "Starts from slightly more noise, as SGM does.",
      line: "begin with noise of √(1+σ²), as in Stability's own code",
    },
    zh: {
      name: "SGM 噪声乘数",
      help: "像 SGM 那样从稍多一点的噪声开始。",
      line: "以 √(1+σ²) 的噪声开始，与 Stability 的代码一致",
    },
  },
  "knobs.extraNoise": {
    webui: "Extra noise multiplier for img2img and hires fix",
    en: {
      name: "Extra noise",
      help: "More noise on the picture to start from and before the hires pass: more detail. Should stay below the denoising.",
      line: "{least} to {most}: more noise in img2img and the hires pass than their schedules say ({usual})",
    },
    zh: {
      name: "额外噪声",
      help: "在起始图上、高清修复之前多加一点噪声，细节更多。应小于重绘幅度。",
      line: "{least} 到 {most}：图生图与高清修复额外加入的噪声（{usual}）",
    },
  },
  "knobs.img2imgExactSteps": {
    webui: "With img2img, do exactly the amount of steps the slider specifies",
    en: {
      name: "All steps in img2img",
      help: "Img2img, too, runs as many steps as are set; otherwise only the share given by the denoising.",
      line: "img2img runs all steps, not only the share given by --denoise",
    },
    zh: {
      name: "图生图走满步数",
      help: "从图片开始时也走完设定的步数；关掉则按重绘幅度只走一部分。",
      line: "图生图走满步数，而不按重绘幅度减少",
    },
  },
  "knobs.minUncondSigma": {
    webui: "Negative Guidance minimum sigma",
    en: {
      name: "NGMS",
      help: "Below this sigma the negative prompt is not evaluated: faster, and with 1 to 3 hardly different.",
      line: "below this sigma the negative prompt is not evaluated, NGMS ({usual})",
    },
    zh: {
      name: "NGMS",
      help: "低于这个 σ 就不再问反向提示词：更快，取 1～3 几乎看不出差别。",
      line: "低于此 σ 不再计算反向提示词，NGMS（{usual}）",
    },
  },
  "knobs.minUncondAllSteps": {
    webui: "Negative Guidance minimum sigma all steps",
    en: {
      name: "NGMS at all steps",
      help: "Below the NGMS sigma no step evaluates the negative prompt; off: every second one does.",
      line: "NGMS at every step, not every second",
    },
    zh: {
      name: "NGMS 每步生效",
      help: "低于 NGMS 的 σ 后每一步都不问反向提示词；关掉则隔一步问一次。",
      line: "NGMS 每一步都生效，而不是隔一步",
    },
  },
  "knobs.skipEarlyUncond": {
    webui: "Ignore negative prompt during early sampling",
    en: {
      name: "Skip early CFG",
      help: "For this share of the first steps the negative prompt is not evaluated.",
      line: "{least} to {most}: share of the first steps without the negative prompt ({usual})",
    },
    zh: {
      name: "前期跳过 CFG",
      help: "开头这么大比例的步数不问反向提示词。",
      line: "{least} 到 {most}：开头多少比例的步数不计算反向提示词（{usual}）",
    },
  },
  "knobs.padPrompts": {
    webui: "Pad prompt/negative prompt",
    en: {
      name: "Pad prompts",
      help: "Makes prompt and negative prompt equally long. Changes the picture when one of them is longer than 75 tokens.",
      line: "make both prompts equally long: empty, or repeat as before 1.6",
      none: "No",
      choices: { empty: "With empty prompts", repeat: "As before 1.6 (v0)" },
    },
    zh: {
      name: "补齐提示词",
      help: "把正反提示词补到一样长。其中一个超过 75 个词元时画面会变。",
      line: "把正反提示词补到一样长：empty，或 repeat（1.6 之前）",
      none: "不补",
      choices: { empty: "用空提示词补", repeat: "同 1.6 之前（v0）" },
    },
  },
  "knobs.commaBacktrack": {
    webui: "Prompt word wrap length limit",
    en: {
      name: "Comma backtrack",
      help: "When a chunk of 75 tokens is full, the text breaks after its last comma if at most this many tokens follow. 0: it breaks where the chunk is full.",
      line: "{least} to {most}: a full chunk breaks after its last comma if at most this many tokens follow; 0 never ({usual})",
    },
    zh: {
      name: "逗号回溯",
      help: "75 个词元满了的时候，若最后一个逗号之后不超过这么多词元，就在逗号处断开。0 表示满了就断。",
      line: "{least} 到 {most}：一段满了时，最后一个逗号后不超过这么多词元就在逗号处断开；0 为从不（{usual}）",
    },
  },
  "knobs.zeroTerminalSnr": {
    webui: "Noise schedule: Zero Terminal SNR",
    en: {
      name: "Zero terminal SNR",
      help: "The first step sees nothing but noise: true blacks and whites for models trained that way.",
      line: "the first step sees noise alone: for models trained that way",
    },
    zh: {
      name: "零终端信噪比",
      help: "第一步只看到纯噪声：按这种方式训练的模型才有真正的黑和白。",
      line: "第一步只见纯噪声：用于这样训练的模型",
    },
  },
  "knobs.prediction": {
    en: {
      name: "Prediction",
      help: "What the checkpoint predicts, where its file does not say.",
      line: "what the checkpoint predicts, where its file does not say",
      none: "As its file says",
      choices: { epsilon: "Noise (ε)", v: "v" },
    },
    zh: {
      name: "预测类型",
      help: "大模型预测的是什么，用于文件里没写明的模型。",
      line: "模型预测的是什么（ε 或 v），用于文件里没写明的模型",
      none: "按文件所写",
      choices: { epsilon: "噪声（ε）", v: "v" },
    },
  },
  "knobs.tokenMerging": {
    webui: "Token merging ratio",
    en: {
      name: "Token merging",
      help: "Lets similar parts of the picture share their attention: faster at large sizes, and details change. Acts on SD 1.x and 2.x; it has no effect on XL.",
      line: "{least} to {most}: share of tokens that merge in self-attention, ToMe; SD 1.x and 2.x ({usual})",
    },
    zh: {
      name: "词元合并",
      help: "让画面里相似的部分共用注意力：大图更快，细节会变。对 SD 1.x、2.x 有效，对 XL 不起作用。",
      line: "{least} 到 {most}：自注意力中合并多少词元（ToMe），用于 SD 1.x、2.x（{usual}）",
    },
  },
  "knobs.tokenMergingHires": {
    webui: "Token merging ratio for high-res pass",
    en: {
      name: "Token merging, hires",
      help: "The same in the hires pass. 0: as in the first.",
      line: "the same in the second pass (that of the first)",
    },
    zh: {
      name: "高清修复词元合并",
      help: "高清修复时合并多少。0 表示同第一遍。",
      line: "第二遍合并多少（同第一遍）",
    },
  },
  "knobs.hypertile": {
    webui: "Enable Hypertile U-Net",
    en: {
      name: "Hypertile",
      help: "Lets parts of the picture attend only to what is near: faster at large sizes, and details change. Sides that are multiples of 128 suit it.",
      line: "self-attention within tiles, in both passes or the second",
      none: "No",
      choices: { both: "In both passes", hires: "In the hires pass" },
    },
    zh: {
      name: "Hypertile",
      help: "让画面各处只注意附近的内容：大图更快，细节会变。边长最好是 128 的倍数。",
      line: "自注意力只在分块内计算，用于两遍或仅第二遍",
      none: "不用",
      choices: { both: "两遍都用", hires: "只用于高清修复" },
    },
  },
  "knobs.hypertileMaxDepth": {
    webui: "Hypertile U-Net max depth",
    en: {
      name: "Hypertile depth",
      help: "How many levels of the network are cut into tiles.",
      line: "{least} to {most}: deeper layers stay whole ({usual})",
    },
    zh: {
      name: "Hypertile 深度",
      help: "网络的几层会被分块。",
      line: "{least} 到 {most}：更深的层不分块（{usual}）",
    },
  },
  "knobs.hypertileMaxTile": {
    webui: "Hypertile U-Net max tile size",
    en: {
      name: "Hypertile size",
      help: "The largest tile, pixels.",
      line: "largest tile ({usual})",
    },
    zh: {
      name: "Hypertile 块大小",
      help: "最大的分块，单位像素。",
      line: "最大的分块（{usual}）",
    },
  },
  "knobs.hypertileSwapSize": {
    webui: "Hypertile U-Net swap size",
    en: {
      name: "Hypertile swap",
      help: "From how many ways to cut one is picked at random each time, so that no seams show.",
      line: "from how many ways to cut one is picked at random ({usual})",
    },
    zh: {
      name: "Hypertile 交换数",
      help: "每次从多少种分法里随机取一种，免得露出接缝。",
      line: "从多少种分法里随机取一种（{usual}）",
    },
  },
};
