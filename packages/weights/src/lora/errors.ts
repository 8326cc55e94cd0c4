import { defineErrors, type Reason } from "@danfang/domain";

/** A stranger's name for a tensor can be a page long; nobody reads past its beginning. */
const short = (name: string) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name);
const longestName = 200;

export const loraErrors = defineErrors("weights", {
  badLora: (d: { file: string; tensor: string; fault: Reason }) => ({
    en: {
      message: `${d.file}: "${short(d.tensor)}" ${d.fault.en}.`,
      hint: "The file was damaged or put together wrongly. Fetch the original again, or leave it out.",
    },
    zh: {
      message: `LoRA 文件 ${d.file} 有问题：张量「${short(d.tensor)}」${d.fault.zh}。`,
      hint: "文件坏了或拼错了。请重新下载，或者不用它。",
    },
  }),
  notALora: (d: { file: string }) => ({
    en: {
      message: `${d.file} is not a LoRA, nor one of its relatives: none of its tensors is named like a part of one.`,
      hint: "Check what the file is and where it belongs.",
    },
    zh: { message: `${d.file} 不是 LoRA，也不是 LyCORIS 一类的文件。`, hint: "看看它是什么文件，该放在哪里。" },
    do: "inspectFile",
  }),
  numberedLora: (d: { file: string }) => ({
    en: {
      message: `${d.file} is a LoRA of the first kind (cloneofsimo's): it numbers the layers, and does not say which is which.`,
      hint: "No WebUI reads these. Look for a version of it in kohya's or diffusers' form.",
    },
    zh: {
      message: `${d.file} 是最早的一种 LoRA（cloneofsimo 的）：层只有编号，文件里没有写明哪个是哪个。`,
      hint: "没有 WebUI 能读这种文件。请找它的 kohya 或 diffusers 格式的版本。",
    },
  }),
  loraWrongFamily: (d: { file: string; family: string; checkpoint: string }) => ({
    en: {
      message: `${d.file} was made for ${d.family}, and this checkpoint is ${d.checkpoint}.`,
      hint: "Choose a checkpoint of its family, or the LoRA's version for this one.",
    },
    zh: {
      message: `${d.file} 是给 ${d.family} 用的，而这个大模型是 ${d.checkpoint}。`,
      hint: "换一个同系列的大模型，或者下载这个 LoRA 的对应版本。",
    },
  }),
  loraMatchesNothing: (d: { file: string; modules: number }) => ({
    en: {
      message: `None of the ${d.modules} modules of ${d.file} is part of this checkpoint, so it changes nothing.`,
      hint: "It was made for another kind of model.",
    },
    zh: {
      message: `${d.file} 的 ${d.modules} 个模块在这个大模型里一个也对不上，不会有任何效果。`,
      hint: "它是给别的模型做的。",
    },
    do: "inspectFile",
  }),
  loraPartlyMatches: (d: { file: string; unmatched: number; modules: number; first: string }) => ({
    en: {
      message: `${d.unmatched} of the ${d.modules} modules of ${d.file} are not part of this checkpoint, for example "${short(d.first)}". The others are used.`,
      hint: "Nothing needs to be done if it is of the same family; pictures may differ a little from the author's.",
    },
    zh: {
      message: `${d.file} 的 ${d.modules} 个模块里有 ${d.unmatched} 个在这个大模型里找不到（例如「${d.first}」），其余的照常使用。`,
      hint: "同系列的话不用处理，画面可能与作者的略有不同。",
    },
  }),
  loraWrongShape: (d: { file: string; tensor: string; expected: string; actual: string }) => ({
    en: {
      message: `${d.file}: "${short(d.tensor)}" makes a change of ${d.actual}, where the checkpoint has ${d.expected}. It is left out.`,
      hint: "The LoRA was made for another model, or damaged. Choose the version for this checkpoint's family.",
    },
    zh: {
      message: `${d.file} 的「${d.tensor}」是 ${d.actual}，大模型里是 ${d.expected}，已跳过。`,
      hint: "这个 LoRA 是给别的模型做的，或者坏了。请换成这个大模型系列的版本。",
    },
  }),
});
