import type { Expected } from "../catalogue/expected.ts";
import type { Texts } from "./en.ts";

const didYouMean = (name: string | undefined, otherwise: string) => (name ? `是不是想写 ${name}？` : otherwise);

const expectation = (expected: Expected): string => {
  switch (expected.kind) {
    case "number":
      return "须为数字";
    case "wholeNumber":
      return "须为整数";
    case "size":
      return "须为宽×高（像素），如 512x768";
    case "axis":
      return "须为“轴: 取值”，如 CFG Scale: 3, 5, 7";
    case "range":
      if (expected.least === undefined) return `不能大于 ${expected.most}`;
      return expected.most === undefined
        ? `不能小于 ${expected.least}`
        : `须在 ${expected.least} 到 ${expected.most} 之间`;
    case "multiple":
      return `须为 ${expected.of} 的倍数`;
    case "choice":
      return `须为 ${expected.choices.join("、")} 之一`;
    case "other":
      return expected.reason;
  }
};

/** 简体中文。 */
export const zh: Texts = {
  language: "zh",
  tagline: "AI 绘画工作台：提示词 + 模型 + 参数 = 画",
  usage: "用法",
  commandsTitle: "命令",
  optionsTitle: "选项",
  examplesTitle: "例子",
  laterTitle: "以后会有",
  moreHelp: "danfang 命令 --help 查看某个命令的详细说明。",
  optionGroups: {
    picture: "画面",
    start: "起始图片（图生图）",
    outpaint: "扩多少、怎么扩",
    loopback: "回环：上一次的结果是下一次的起始图",
    upscale: "放大多少、用什么放大",
    mask: "局部重绘",
    variation: "种子变异",
    grid: '对比什么（与 WebUI 的 X/Y/Z 图表写法相同）：5, 7 · 1-9 (+2) · 1-10 [4] · "a, b", c',
    hires: "高分辨率修复：第二遍放大重画",
    refiner: "精修模型（Refiner）",
    knobs: "采样器与调度的细项",
    compatibility: "与往年的 WebUI 一致",
    models: "模型",
    result: "结果",
    network: "网络",
    machine: "机器",
  },
  commands: {
    studio: "打开工作室（在浏览器里使用）；只写 danfang 也一样",
    txt2img: "文生图：用文字作画",
    img2img: "图生图：以一张图和文字作画；给出蒙版则只重画一部分",
    outpaint: "把图片向外扩展",
    upscale: "放大图片；写了提示词时，再分块重画",
    grid: "对比图：同一份参数换模型、种子、词语……，全部排在一张图上",
    inspect: "查看模型文件是什么、里面有什么",
    prompt: "查看提示词如何被理解：权重、分段、词元",
    bench: "测一测这台机器画得多快",
    doctor: "检查丹方所需的一切是否就绪",
    "first-light": "用自带的入门模型画第一张图",
  },
  options: {
    x: "从左到右变化的轴及其取值",
    y: "从上到下变化的轴",
    z: "逐张表变化的轴",
    "no-legend": "图上不写文字",
    "vary-seeds": "沿这些轴，种子逐格加一",
    "seed-resize": "按这个尺寸生成噪声，放在画面中央",
    init: "起始图；可以写多次，也可以是文件夹：逐张来画",
    "mask-soft": "蒙版的灰度也算数",
    fill: "新的部分从什么开始：matched 是与原图相称的噪声，一边一边地画（Outpainting mk2）；其余是各边一起画（Poor man's）：模糊的边缘、黑、噪声、空（matched）",
    size: "不按倍数：放大到这个尺寸，形状不同时裁掉多余部分",
    "second-upscaler": "再混入另一种放大",
    "second-visibility": "0 到 1：混入多少（0.5）",
    "soft-inpainting": "柔和重绘：按蒙版的灰度混合新旧画面；请把 --mask-blur 调大",
    "hires-size": "不用倍数而给定尺寸，形状不同则裁切",
    eta: "新噪声的比例：祖先采样器（1），DDIM（0）",
    "unipc-full-order-final": "UniPC 到最后也不降阶",
    models: "WebUI、Forge 或 ComfyUI 的文件夹，原地使用；可重复",
    home: "丹方自己的文件夹（DANFANG_HOME，否则 ~/.danfang）",
    out: "png、jpg 或 webp 文件，或文件夹（outputs/txt2img/日期）",
    "save-latent": "另存解码前的潜变量，float32",
    host: "监听的地址；对其他机器开放时必须设密码（127.0.0.1）",
    port: "监听的端口（7860）",
    open: "在浏览器中打开页面",
    "api-auth": "同样的内容直接写在命令行里，但这台机器上的所有用户都看得到",
    "api-auth-file": "访问者须输入的用户名和密码，每行一个 用户名:密码（否则用 DANFANG_API_AUTH）",
    backend: "用什么计算（auto）",
    threads: "CPU 线程数（默认取合适的）",
    json: "标准输出只有一个 JSON 文档，出错时也是",
    jsonl: "与 - 合用：每行输入一个 JSON 字符串，每行输出一个 JSON 文档",
    help: "显示这段说明",
  },
  problems: {
    unknownCommand: (d) => ({
      message: `没有“${d.name}”这个命令。`,
      hint: didYouMean(d.nearest && `danfang ${d.nearest}`, "danfang --help 列出全部命令。"),
    }),
    plannedCommand: (d) => ({
      message: `这个版本还没有 danfang ${d.name}。`,
      hint: "它会随以后的版本到来；danfang --help 列出现在能用的命令。",
    }),
    unknownOption: (d) => ({
      message: `danfang ${d.command} 没有 ${d.option} 这个选项。`,
      hint: didYouMean(d.nearest, `danfang ${d.command} --help 列出它的选项。`),
    }),
    missingValue: (d) => ({ message: `${d.option} 缺少值。`, hint: `请写成 ${d.option} ${d.value}。` }),
    unexpectedValue: (d) => ({
      message: `${d.option} 不带值，却写了“${d.value}”。`,
      hint: `只写 ${d.option} 即可。`,
    }),
    unexpectedArgument: (d) => ({
      message: `danfang ${d.command} 不知道“${d.argument}”是做什么的。`,
      hint: `含空格的文字要加引号，并在前面写明选项：--prompt "${d.argument}"。`,
    }),
    notText: () => ({
      message: "输入的不是 UTF-8、UTF-16 或 GB18030 编码的文本。",
      hint: "请另存为 UTF-8，或者把终端设成 UTF-8（Windows 上：chcp 65001）。",
    }),
    missingOption: (d) => ({
      message: `danfang ${d.command} 需要 ${d.option}。`,
      hint: `请写成 danfang ${d.command} ${d.option} ${d.value}。`,
    }),
    missingOperand: (d) => ({
      message: `danfang ${d.command} 需要 ${d.operand}。`,
      hint: `danfang ${d.command} --help 有例子。`,
    }),
    conflictingOptions: (d) => ({ message: `${d.options} 不能一起用。`, hint: "请只用其中一个。" }),
    badValue: (d) => ({
      message: `${d.option} ${expectation(d.expected)}，现在是“${d.value}”。`,
      hint:
        d.expected.kind === "multiple"
          ? `最接近的是 ${d.option} ${d.expected.nearest}。`
          : `请给 ${d.option} 换一个值，或去掉它。`,
    }),
    unknownFormat: (d) => ({
      message: `无法写入 ${d.path}：${d.option} 不支持“${d.suffix}”格式。`,
      hint: `文件名请以 ${d.formats} 结尾；没有后缀或以 / 结尾的名字会当作文件夹。`,
    }),
    noPictures: (d) =>
      d.count === 0
        ? { message: `${d.folder} 里没有图片。`, hint: "请换一个有 PNG、JPEG、WebP 或 TIFF 文件的文件夹。" }
        : { message: `${d.folder} 里有 ${d.count} 张图片。`, hint: `请换一个不超过 ${d.most} 张的文件夹。` },
    badJsonLine: (d) => ({
      message: `输入的第 ${d.line} 行不是 JSON 字符串。`,
      hint: '使用 --jsonl 时，每行是一个 JSON 字符串："a red fox"。',
    }),
    readableByOthers: (d) => ({
      message: `这台机器上的其他用户也能读 ${d.file}，看到里面的密码。`,
      hint: `运行 chmod 600 ${d.file}，就只有你自己能读。`,
    }),
    unwritable: (d) => ({
      message: `无法写入 ${d.path}：${d.reason}。`,
      hint: "请用 --out 换一个位置，或检查是否有写入权限、磁盘是否有空间。",
    }),
  },
  unexpectedHint: "这是丹方自身的错误。请连同所用命令一起反馈给我们。",
  loading: (d) => `正在载入 ${d.checkpoint}`,
  encoding: "正在读提示词",
  decoding: "正在显影",
  enlarging: (d) => (d.of > 1 ? `正在放大 ${d.file}（${d.number}/${d.of}）……` : `正在放大 ${d.file}……`),
  step: (d) => `第 ${d.step}/${d.steps} 步`,
  batch: (d) => `第 ${d.batch}/${d.batches} 批`,
  perStep: (d) => `每步 ${d.seconds} 秒`,
  timeLeft: (d) => `还需 ${d.time}`,
  seed: (d) => `种子 ${d.seed}`,
  latentsSaved: (d) => `潜变量：${d.path}`,
  painted: (d) => `共 ${d.total} 秒，${d.steps} 步，每步 ${d.perStep} 秒`,
  stopping: "这一步之后停止。再按一次 Ctrl-C 立即退出。",
  cancelled: (d) => ({
    message: "已取消。",
    hint: d.saved === 0 ? "没有写入任何文件。" : `${d.wanted} 张中已完成 ${d.saved} 张，予以保留。`,
  }),
  inspection: {
    kind: "种类",
    unknownKind: "未知",
    family: "家族",
    baseModel: "基础模型",
    architecture: "网络结构",
    scale: "放大",
    precision: "精度",
    parts: "组成",
    weights: "权重文件",
    insteadOf: (d) => `（没有用 ${d.others}）`,
    vae: "VAE",
    size: "大小",
    safe: "安全",
    hash: "哈希",
    place: "放在",
    metadata: "元数据",
    findings: "注意",
    vaeBaked: "已内置",
    vaeNone: "没有：选好 VAE 之前，画面会发灰",
    isSafe: "是：文件里没有可以运行的东西",
    isUnsafe: "否：其他程序载入时，文件里的代码可能会运行",
  },
  attention: "权重",
  chunk: (d) => `第 ${d.number} 段`,
  tokenCount: "词元",
  chunkEnd: "75 个词元到此为止",
  networks: "附加网络",
  networkFinding: (d) => {
    switch (d.code) {
      case "prompt/unknownNetworkType":
        return `<${d.type}:…> 不是已知的网络类型，已忽略。`;
      case "prompt/networkWithoutName":
        return `<${d.type}:…> 没有名字，已忽略。`;
      case "prompt/networkArgumentNotANumber":
        return `<${d.type}:${d.name}:…> 已忽略：“${d.argument}”不是数字。`;
    }
  },
  promptPart: (d) => (d.of > 1 ? `AND 第 ${d.number}/${d.of} 条，权重 ${d.weight}` : `整段提示词，权重 ${d.weight}`),
  promptSteps: (d) => `第 ${d.steps} 步`,
  moreTexts: (d) => `…… 另有 ${d.count} 种`,
  studio: {
    ready: (d) => `丹方在 ${d.url}`,
    stop: "按 Ctrl-C 结束。",
    closing: "正在关闭：画到一半的任务会回到队列。",
    over: (d) => `已恢复：${d.what}`,
    faultKept: (d) => `出错的位置写在 ${d.file} 里。`,
  },
  bench: { what: "项目", seconds: "秒", speed: "GFLOP/s", share: "占峰值", peak: "峰值", memory: "内存峰值" },
  doctor: { allWell: "一切就绪。", warned: "可以作画。标有 ! 的地方值得看一看。", trouble: "有些地方需要处理。" },
  firstLight: {
    begin: "第一张画，由丹方自带的小小入门模型绘制：",
    path: "画在这里",
    command: "再画一张，或换成你自己的提示词",
  },
};
