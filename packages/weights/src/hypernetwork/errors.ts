import { defineErrors, listEn, listZh, type Reason } from "@danfang/domain";

/** What can be wrong with a hypernetwork. `hypernetworkOtherWidth` is a note: the picture is painted without it. */
export const hypernetworkErrors = defineErrors("weights", {
  notAHypernetwork: (d: { file: string; found: Reason }) => ({
    en: {
      message: `${d.file} is not a hypernetwork: ${d.found.en}.`,
      hint: "Hypernetworks are .pt files of AUTOMATIC1111's WebUI. Check what this file is.",
    },
    zh: { message: `${d.file} 不是超网络：${d.found.zh}。`, hint: "超网络是 WebUI 的 .pt 文件。看看它是什么文件。" },
    do: "inspectFile",
  }),
  badHypernetwork: (d: { file: string; fault: Reason }) => ({
    en: {
      message: `${d.file} describes a hypernetwork that cannot exist: ${d.fault.en}.`,
      hint: "The file was damaged or written wrongly. Fetch the original again.",
    },
    zh: { message: `${d.file} 描述的超网络不成立：${d.fault.zh}。`, hint: "文件坏了，请重新下载原文件。" },
  }),
  unsupportedActivation: (d: { file: string; activation: string }) => ({
    en: {
      message: `${d.file} uses the activation "${d.activation}", with which no hypernetwork can run.`,
      hint: "AUTOMATIC1111 cannot run it either. Ask its author, or use another hypernetwork.",
    },
    zh: {
      message: `${d.file} 用了激活函数「${d.activation}」，没有超网络能用它运行。`,
      hint: "WebUI 也运行不了它。请换一个超网络。",
    },
  }),
  hypernetworkOtherWidth: (d: {
    file: string;
    name: string;
    widths: readonly number[];
    expected: readonly number[];
  }) => ({
    en: {
      message: `The hypernetwork "${d.name}" changes nothing in this checkpoint: it is made for widths ${listEn(d.widths)}, the checkpoint has ${listEn(d.expected)}.`,
      hint: "It was made for another family: 768 is Stable Diffusion 1.x, 1024 is 2.x, 2048 is XL.",
    },
    zh: {
      message: `超网络「${d.name}」对这个大模型不起作用：它是给宽度 ${listZh(d.widths)} 做的，大模型是 ${listZh(d.expected)}。`,
      hint: "它是给别的系列做的：768 是 SD 1.x，1024 是 2.x，2048 是 XL。",
    },
  }),
});
