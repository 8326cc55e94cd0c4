import { type Bytes, defineErrors, listZh, type Reason } from "@danfang/domain";

const again = {
  en: "Fetch the file again; if the fault remains, the file was written wrongly: tell whoever published it.",
  zh: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
};

import { containerOf, insteadEn, insteadZh } from "../containers.ts";
import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

/** Everything that a .safetensors file can have wrong, one code each; the last three belong to the writer. */
export const safetensorsErrors = defineErrors("formats", {
  emptyFile: (d: { file: string }) => ({
    en: {
      message: `${d.file} is empty.`,
      hint: "The download or copy did not happen. Fetch the file again, and check that the drive has room.",
    },
    zh: { message: `${d.file} 是空的。`, hint: "下载或复制没有成功。请重新下载，并看看硬盘还有没有空间。" },
  }),
  torchFile: (d: { file: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is a PyTorch ${d.looksLike === "torchZip" ? "archive" : "pickle"} (.ckpt, .pt), not a safetensors file, whatever its name says.`,
      hint: "Such a file can carry a program. Get the .safetensors version of the model.",
    },
    zh: {
      message: `${d.file} 不管叫什么名字，其实是 PyTorch 的文件（.ckpt、.pt），不是 safetensors。`,
      hint: "这种文件里可能带着程序。请下载 .safetensors 版本。",
    },
  }),
  webPage: (d: { file: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is ${d.looksLike === "html" ? "a web page" : "a JSON text"}, not a model.`,
      hint: "The site answered with a page or an error message instead of the file; often a login is needed. Open the file as text to see it, then download again.",
    },
    zh: {
      message: `${d.file} 是网页或一段文字，不是模型。`,
      hint: "网站给的是页面或出错信息，而不是文件，多半是因为没有登录。用文本编辑器打开看看，再重新下载。",
    },
  }),
  lfsPointer: (d: { file: string }) => ({
    en: {
      message: `${d.file} is a Git LFS pointer, a note where the model is, not the model.`,
      hint: "Run “git lfs pull” in its folder, or download the file from the site itself.",
    },
    zh: {
      message: `${d.file} 只是 Git LFS 的一张「字条」，写着模型在哪里，不是模型本身。`,
      hint: "在它的文件夹里运行「git lfs pull」，或到网站上直接下载。",
    },
  }),
  otherContainer: (d: { file: string; container: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is a file of ${d.container} (${containerOf(d.looksLike)?.en ?? "another program"}), which is not read here, whatever its name says.`,
      hint: insteadEn(d.looksLike),
    },
    zh: {
      message: `${d.file} 不管叫什么名字，其实是 ${d.container} 的文件（${containerOf(d.looksLike)?.zh ?? "别的程序用的"}），这里读不了。`,
      hint: insteadZh(d.looksLike),
    },
  }),
  notSafetensors: (d: { file: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is ${expectedBy(d.file)}${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
      hint: "Check that this is the file you meant. If it is, fetch it again.",
    },
    zh: {
      message: `${d.file} 不是模型文件：既不是 safetensors，也不是 PyTorch 的格式。`,
      hint: "看看是不是选错了文件；没选错的话请重新下载。",
    },
  }),
  incomplete: (d: { file: string; expected: Bytes; actual: Bytes; missing: Bytes }) => ({
    en: {
      message: `${d.file} ends after ${d.actual} bytes; at least ${countOfBytes(d.missing)} are missing.`,
      hint: "The download stopped early. Resume it, or fetch the file again.",
    },
    zh: {
      message: `${d.file} 到 ${d.actual} 字节就没有了，至少还缺 ${d.missing} 字节。`,
      hint: "下载中断了。请继续下载，或重新下载。",
    },
  }),
  trailingBytes: (d: { file: string; expected: Bytes; actual: Bytes }) => ({
    en: {
      message: `${d.file} has ${d.actual} bytes; its tensors end at ${d.expected}.`,
      hint: `Something was appended, or two downloads ran into one file. ${again.en}`,
    },
    zh: {
      message: `${d.file} 有 ${d.actual} 字节，而张量到 ${d.expected} 就结束了。`,
      hint: "后面多出了东西，或者两次下载写进了同一个文件。请重新下载。",
    },
  }),
  headerTooLong: (d: { file: string; length: string }) => ({
    en: {
      message: `${d.file} claims a header of ${d.length} bytes; at most 100000000 are allowed.`,
      hint: "This is damaged or not a safetensors file. Fetch it again.",
    },
    zh: {
      message: `${d.file} 说自己的文件头有 ${d.length} 字节，最多只能有 100000000。`,
      hint: "文件坏了，或者不是 safetensors。请重新下载。",
    },
  }),
  headerNotUtf8: (d: { file: string }) => ({
    en: { message: `The header of ${d.file} is not UTF-8 text.`, hint: again.en },
    zh: { message: `${d.file} 的文件头不是 UTF-8 文字。`, hint: again.zh },
  }),
  headerNotJson: (d: { file: string; reason: Reason; at: number }) => ({
    en: {
      message: `The header of ${d.file} is not the JSON it should be: ${d.reason.en} at character ${d.at}.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 的文件头不是正确的 JSON：第 ${d.at} 个字符处，${d.reason.zh}。`, hint: again.zh },
  }),
  duplicateKey: (d: { file: string; key: string }) => ({
    en: { message: `The header of ${d.file} has ${shown(d.key)} twice.`, hint: again.en },
    zh: { message: `${d.file} 的文件头里「${d.key}」出现了两次。`, hint: again.zh },
  }),
  badMetadata: (d: { file: string; at: number }) => ({
    en: {
      message: `__metadata__ of ${d.file} should map texts to texts and does not, at character ${d.at} of the header.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 的 __metadata__ 应该是文字对文字，文件头第 ${d.at} 个字符处却不是。`, hint: again.zh },
  }),
  badEntry: (d: { file: string; tensor: string; field: string }) => ({
    en: { message: `Tensor ${shown(d.tensor)} of ${d.file} has no usable “${d.field}”.`, hint: again.en },
    zh: { message: `${d.file} 的张量「${d.tensor}」没有可用的「${d.field}」。`, hint: again.zh },
  }),
  unknownDtype: (d: { file: string; tensor: string; dtype: string }) => ({
    en: {
      message: `Tensor ${shown(d.tensor)} of ${d.file} has the unknown number type ${shown(d.dtype)}.`,
      hint: "A newer Danfang may know it; else look for an fp16 or fp32 version of the model.",
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」用了不认识的数字类型「${d.dtype}」。`,
      hint: "新版的丹方也许认识；不然请找 fp16 或 fp32 的版本。",
    },
  }),
  badShape: (d: { file: string; tensor: string; shape: readonly number[] }) => ({
    en: {
      message: `Tensor ${shown(d.tensor)} of ${d.file} has the impossible shape [${d.shape.slice(0, 8).join(", ")}].`,
      hint: again.en,
    },
    zh: { message: `${d.file} 的张量「${d.tensor}」的形状不可能存在：${listZh(d.shape)}。`, hint: again.zh },
  }),
  badOffsets: (d: { file: string; tensor: string; offsets: readonly number[] }) => ({
    en: {
      message: `Tensor ${shown(d.tensor)} of ${d.file} has the impossible data_offsets [${d.offsets.slice(0, 4).join(", ")}].`,
      hint: again.en,
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」的 data_offsets 不可能存在：${listZh(d.offsets)}。`,
      hint: again.zh,
    },
  }),
  wrongSize: (d: { file: string; tensor: string; expected: Bytes; actual: Bytes }) => ({
    en: {
      message: `Tensor ${shown(d.tensor)} of ${d.file} takes ${d.actual} bytes; its shape and type need ${d.expected}.`,
      hint: again.en,
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」占 ${d.actual} 字节，按形状和类型应该是 ${d.expected}。`,
      hint: again.zh,
    },
  }),
  overlap: (d: { file: string; tensor: string; other: string }) => ({
    en: {
      message: `Tensors ${shown(d.tensor)} and ${shown(d.other)} of ${d.file} share bytes.`,
      hint: `The format forbids it, since such files can hide things. ${again.en}`,
    },
    zh: { message: `${d.file} 的张量「${d.tensor}」和「${d.other}」共用了字节，格式不允许这样。`, hint: again.zh },
  }),
  hole: (d: { file: string; tensor: string; offset: Bytes; length: Bytes }) => ({
    en: {
      message: `${d.file} has ${countOfBytes(d.length)} before tensor ${shown(d.tensor)} that belong to no tensor.`,
      hint: `The format forbids it, since such files can hide things. ${again.en}`,
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」之前有 ${d.length} 字节不属于任何张量，格式不允许这样。`,
      hint: again.zh,
    },
  }),
  dtypeNotReadable: (d: { dtype: string }) => ({
    en: {
      message: `Numbers of type ${d.dtype} cannot be turned into float32 yet.`,
      hint: "Look for an fp16, bf16 or fp32 version of the model.",
    },
    zh: { message: `${d.dtype} 类型的数字还不能转成 float32。`, hint: "请找 fp16、bf16 或 fp32 的版本。" },
  }),
  reservedName: (d: { file: string; tensor: string }) => ({
    en: {
      message: `A tensor in ${d.file} cannot be called ${shown(d.tensor)}.`,
      hint: "Choose another name: this one is reserved or is not valid text.",
    },
    zh: {
      message: `${d.file} 里的张量不能叫「${d.tensor}」。`,
      hint: "换个名字：这个名字是保留的，或者不是正常的文字。",
    },
  }),
  wrongDataLength: (d: { file: string; tensor: string; expected: Bytes; actual: Bytes }) => ({
    en: {
      message: `Tensor ${shown(d.tensor)} for ${d.file} brought ${d.actual} bytes or more; its shape and type need ${d.expected}.`,
      hint: "This is a fault in Danfang. Please report it with the command that led here.",
    },
    zh: {
      message: `给 ${d.file} 的张量「${d.tensor}」送来了 ${d.actual} 字节，按形状和类型应该是 ${d.expected}。`,
      hint: "这是丹方的错误。请连同当时的命令一起报告。",
    },
  }),
});

/** People also keep notes and web pages under the names of PyTorch's files. */
const expectedBy = (file: string): string =>
  /\.(ckpt|pt|pth|bin)$/i.test(file)
    ? "not a model: neither a PyTorch nor a safetensors file"
    : "not a safetensors file";

/** A name from a stranger's file: quoted, control characters escaped, and cut. */
function shown(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
