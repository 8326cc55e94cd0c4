import { defineErrors, listEn, listZh, type Reason } from "@danfang/domain";

/** A stranger's name for a tensor can be a page long; nobody reads past its beginning. */
const short = (name: string) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name);
const longestName = 120;

/** How many names are told where there are thousands. */
const mostNames = 3;
const someEn = (names: readonly string[]) =>
  `${listEn(names.slice(0, mostNames).map((name) => `"${short(name)}"`))}${names.length > mostNames ? " and so on" : ""}`;
const someZh = (names: readonly string[]) =>
  `${listZh(names.slice(0, mostNames).map((name) => `「${short(name)}」`))}${names.length > mostNames ? "等" : ""}`;

export const weightsErrors = defineErrors("weights", {
  missingTensor: (d: { file: string; tensor: string }) => ({
    en: {
      message: `${d.file} has no tensor "${d.tensor}".`,
      hint: "The file is incomplete or of another kind. Fetch it again if it should be a checkpoint.",
    },
    zh: {
      message: `${d.file} 里没有张量「${d.tensor}」。`,
      hint: "文件不完整，或者是别的种类。它本该是大模型的话，请重新下载。",
    },
    do: "inspectFile",
  }),
  unexpectedShape: (d: { file: string; tensor: string; expected: string; actual: string }) => ({
    en: {
      message: `${d.file}: tensor "${d.tensor}" has shape ${d.actual}, where ${d.expected} fits the rest of the network.`,
      hint: "The file was damaged or merged wrongly. Fetch the original again.",
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」是 ${d.actual}，而网络的其余部分要 ${d.expected}。`,
      hint: "文件坏了，或是融合时出了错。请下载原来的文件。",
    },
  }),
  packedNumbers: (d: { file: string; tensor: string; packing: string; of: string }) => ({
    en: {
      message: `${d.file} keeps its weights as ${d.packing}, the way of ${d.of}: numbers that need others beside them ("${short(d.tensor)}"), which is not read here.`,
      hint: "Take the version of the model in fp16, bf16, fp32, or plain fp8 without scales.",
    },
    zh: {
      message: `${d.file} 的权重是 ${d.packing}，按 ${d.of} 的方式存的：数值要和旁边的（「${short(d.tensor)}」）一起才有意义，这里读不了。`,
      hint: "请用这个模型的 fp16、bf16、fp32 版本，或者不带缩放的 fp8 版本。",
    },
  }),
  unsupportedPrecision: (d: { file: string; tensor: string; dtype: string }) => ({
    en: {
      message: `${d.file}: tensor "${d.tensor}" is stored as ${d.dtype}, which cannot be run.`,
      hint: "Use a version of the model saved as fp16, bf16 or fp32.",
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」存成了 ${d.dtype}，没法运行。`,
      hint: "请用 fp16、bf16 或 fp32 的版本。",
    },
  }),
  unusedTensors: (d: { file: string; count: number; names: readonly string[] }) => ({
    en: {
      message: `${d.file}: ${d.count} of its tensors change nothing here, since no part of the network asks for them: ${someEn(d.names)}.`,
      hint: "All others are used. Where the program that the file was made with uses these too, its pictures look different.",
    },
    zh: {
      message: `${d.file} 里有 ${d.count} 个张量在这里不起作用，网络用不到它们：${someZh(d.names)}。`,
      hint: "其余的照常使用。如果做出这个文件的程序用到了它们，两边画出来的会不一样。",
    },
  }),
  predictionByName: (d: { file: string }) => ({
    en: {
      message: `${d.file}: its name says v-prediction, and nothing inside does; it is painted as a model that predicts noise.`,
      hint: "If pictures are nothing but noise or flat colours, set what the model predicts to v.",
    },
    zh: {
      message: `${d.file} 的文件名说是 v-prediction，但文件里没有写明，所以按预测噪声的模型来画。`,
      hint: "如果画出来全是噪点或一片纯色，请把「模型预测什么」设成 v。",
    },
  }),
  longPositions: (d: { file: string; positions: number; used: number }) => ({
    en: {
      message: `${d.file}: its text encoder has ${d.positions} positions; prompts are read in chunks of ${d.used}, and the others are not used.`,
      hint: "It was saved with a text encoder for longer texts (LongCLIP). To read prompts as it was trained to, a program that knows LongCLIP is needed.",
    },
    zh: {
      message: `${d.file} 的文本编码器有 ${d.positions} 个位置；提示词按每段 ${d.used} 个读，多出来的用不到。`,
      hint: "它是和读长文本的编码器（LongCLIP）一起存的。要按它训练时的方式读提示词，需要认识 LongCLIP 的程序。",
    },
  }),
  shortTable: (d: { file: string; tensor: string; rows: number; needed: number }) => ({
    en: {
      message: `${d.file}: "${short(d.tensor)}" has ${d.rows} rows, and prompts need ${d.needed}.`,
      hint: "The text encoder is not CLIP, or it was cut. Take the author's own file.",
    },
    zh: {
      message: `${d.file} 的「${short(d.tensor)}」只有 ${d.rows} 行，而读提示词要 ${d.needed} 行。`,
      hint: "这个文本编码器不是 CLIP，或者被裁过。请用作者原来的文件。",
    },
  }),
  inputChannels: (d: { file: string; channels: number; expected: number; family: string }) => ({
    en: {
      message: `${d.file} cannot be painted with: its UNet takes ${d.channels} channels, where ${d.family} takes ${d.expected}. ${inputsEn(d.channels)}`,
      hint: "Choose a checkpoint for painting: text to image, inpainting or editing by instructions.",
    },
    zh: {
      message: `没法用 ${d.file} 画图：它的 UNet 要 ${d.channels} 个输入通道，而 ${d.family} 是 ${d.expected} 个。${inputsZh(d.channels)}`,
      hint: "请换一个用来画图的大模型：文生图、局部重绘或按指令修改的。",
    },
  }),
  conditionWidth: (d: { file: string; width: number; expected: number }) => ({
    en: {
      message: `${d.file} cannot be painted with: its UNet is told a vector of ${d.width} numbers beside the text, where ${d.expected} would be its text encoder's and the picture's size.`,
      hint: "The UNet and the text encoder are of different models, or the UNet is of a kind that is not known here. Take the author's own file.",
    },
    zh: {
      message: `没法用 ${d.file} 画图：它的 UNet 在文字之外要 ${d.width} 个数，而文本编码器和画面尺寸给出的是 ${d.expected} 个。`,
      hint: "UNet 和文本编码器不是同一个模型的，或者是这里不认识的 UNet。请用作者原来的文件。",
    },
  }),
  notACheckpoint: (d: { file: string; found: Reason }) => ({
    en: {
      message: `${d.file} is not a Stable Diffusion checkpoint that can be painted with: ${d.found.en}.`,
      hint: "Choose a checkpoint (the large file, usually 2 GB and more) as the model.",
    },
    zh: {
      message: `${d.file} 不是能用来画图的大模型：${d.found.zh}。`,
      hint: "大模型是最大的那个文件，一般 2 GB 以上。",
    },
    do: "inspectFile",
  }),
  notAVae: (d: { file: string; found: Reason }) => ({
    en: {
      message: `${d.file} is not a VAE: ${d.found.en}.`,
      hint: "Choose a file from the VAE folder, or the automatic one.",
    },
    zh: { message: `${d.file} 不是 VAE：${d.found.zh}。`, hint: "请选 VAE 文件夹里的文件，或用自动的。" },
    do: "chooseVae",
  }),
  unsupportedFamily: (d: { file: string; family: string }) => ({
    en: {
      message: `${d.file} belongs to the ${d.family} family, which cannot be painted with yet.`,
      hint: "Use a checkpoint of Stable Diffusion 1.x, 2.x or XL.",
    },
    zh: {
      message: `${d.file} 属于 ${d.family} 系列，暂时还画不了。`,
      hint: "请用 Stable Diffusion 1.x、2.x 或 XL 的大模型。",
    },
  }),
  badConfiguration: (d: { file: string; fault: Reason }) => ({
    en: {
      message: `${d.file}: ${d.fault.en}.`,
      hint: "The .yaml beside a checkpoint must be the LDM configuration that its author published. Correct it, or move it away to use the defaults of the family.",
    },
    zh: {
      message: `${d.file} 有问题：${d.fault.zh}。`,
      hint: "大模型旁边的 .yaml 必须是作者发布的 LDM 配置。请改正；移走它就用该系列的默认配置。",
    },
  }),
  badHeads: (d: { file: string; tensor: string; width: number; heads: number }) => ({
    en: {
      message: `${d.file}: ${d.heads} attention heads do not divide the width ${d.width} of "${d.tensor}".`,
      hint: "Put the author's LDM configuration beside the checkpoint, under the same name with the suffix .yaml.",
    },
    zh: {
      message: `${d.file}：「${d.tensor}」的宽度 ${d.width} 不能被 ${d.heads} 个注意力头整除。`,
      hint: "把作者的 LDM 配置放在大模型旁边，同名，后缀 .yaml。",
    },
  }),
});

/** Kinds of UNets that are told by what they see beside the latent. Sources: Stability-AI/stablediffusion `x4-upscaling.yaml`, `v2-midas-inference.yaml`. */
function inputsEn(channels: number): string {
  if (channels === 7) return "Seven are those of the x4 upscaler, which enlarges a picture and paints none.";
  if (channels === 5) return "Five are those of a model that is shown a depth map.";
  return "";
}
function inputsZh(channels: number): string {
  if (channels === 7) return "7 个的是 x4 放大模型，它放大图片，不画图。";
  if (channels === 5) return "5 个的是要看深度图的模型。";
  return "";
}
