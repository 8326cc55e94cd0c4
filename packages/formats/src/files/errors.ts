import { type Bytes, DanfangError, defineErrors, printBytes, type Reason, reasonOf } from "@danfang/domain";

const leftAlone = { en: "It is left as it is, and nothing is saved into it.", zh: "文件原样保留，什么也不会存进去。" };

import { errorCode } from "../errors.ts";

/** Why a file that Danfang keeps, or finds beside a model, is left as it is. */
export const filesErrors = defineErrors("files", {
  locked: (d: { file: string }) => ({
    en: {
      message: `${d.file} may not be read: permission denied.`,
      hint: `${leftAlone.en} Give the account that runs Danfang permission to read it.`,
    },
    zh: { message: `没有权限读取 ${d.file}。`, hint: `${leftAlone.zh}请让运行丹方的账户可以读取它。` },
  }),
  unreadable: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} cannot be read: ${d.reason.en}.`,
      hint: `${leftAlone.en} Check that its drive is connected and healthy.`,
    },
    zh: {
      message: `读不了 ${d.file}：${d.reason.zh}。`,
      hint: `${leftAlone.zh}请看看它所在的硬盘是否接好、是否正常。`,
    },
  }),
  tooLarge: (d: { file: string; size: Bytes; most: Bytes }) => ({
    en: {
      message: `${d.file} is too large: it has ${printBytes(d.size)}, and at most ${printBytes(d.most)} can be read.`,
      hint: `${leftAlone.en} Remove what is not needed from it, or move it away.`,
    },
    zh: {
      message: `${d.file} 太大：有 ${d.size} 字节，最多只读 ${d.most} 字节。`,
      hint: `${leftAlone.zh}请删掉里面不需要的内容，或者把它移走。`,
    },
  }),
  notText: (d: { file: string }) => ({
    en: {
      message: `${d.file} is not text in UTF-8, UTF-16 or GB18030.`,
      hint: `${leftAlone.en} Save it as UTF-8 in the program that wrote it (Excel: CSV UTF-8).`,
    },
    zh: {
      message: `${d.file} 不是 UTF-8、UTF-16 或 GB18030 编码的文本。`,
      hint: `${leftAlone.zh}请用原来的软件另存为 UTF-8（Excel 里选「CSV UTF-8」）。`,
    },
  }),
  badJson: (d: { file: string; line: number }) => ({
    en: {
      message: `${d.file} is incomplete or damaged at line ${d.line}.`,
      hint: `${leftAlone.en} Correct it in a text editor, or move it away.`,
    },
    zh: {
      message: `${d.file} 不完整：在第 ${d.line} 行中断或出错。`,
      hint: `${leftAlone.zh}请用文本编辑器改正，或者把它移走。`,
    },
  }),
  badContent: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} does not contain what it should: ${d.reason.en}.`,
      hint: `${leftAlone.en} Correct it in a text editor, or move it away.`,
    },
    zh: {
      message: `${d.file} 里的内容不对：${d.reason.zh}。`,
      hint: `${leftAlone.zh}请用文本编辑器改正，或者把它移走。`,
    },
  }),
  linkedAway: (d: { file: string; target: string }) => ({
    en: {
      message: `${d.file} is a link to ${d.target}, which is not next to the model.`,
      hint: "It is not followed. Put the file itself next to the model.",
    },
    zh: {
      message: `${d.file} 是指向 ${d.target} 的链接，那里不在模型旁边。`,
      hint: "没有跟过去读。请把文件本身放到模型旁边。",
    },
  }),
  wouldBeTooLarge: (d: { file: string; size: Bytes; most: Bytes }) => ({
    en: {
      message: `With this, ${d.file} would have ${printBytes(d.size)}; more than ${printBytes(d.most)} would not be read again.`,
      hint: "Nothing was saved. Make it shorter, or delete what is not needed first.",
    },
    zh: {
      message: `加上这些，${d.file} 会有 ${d.size} 字节；超过 ${d.most} 字节就读不回来了。`,
      hint: "什么也没有保存。请写短一些，或者先删掉不需要的。",
    },
  }),
  unkeepable: (d: { file: string }) => ({
    en: {
      message: `This text would not come back from ${d.file} as it is: it has half a character or a control character in it.`,
      hint: "Nothing was saved. Type the text again instead of pasting it.",
    },
    zh: {
      message: `这段文字存进 ${d.file} 就不能原样读回来：里面有半个字符或控制字符。`,
      hint: "什么也没有保存。请重新输入，不要粘贴。",
    },
  }),
  inUse: (d: { file: string; seconds: number }) => ({
    en: {
      message: `${d.file} has been in use by another program for ${d.seconds} seconds.`,
      hint: "Nothing was saved. Another Danfang may be using this folder; try again.",
    },
    zh: {
      message: `${d.file} 被另一个程序占用了 ${d.seconds} 秒。`,
      hint: "什么也没有保存。可能有另一个丹方正在使用这个文件夹，请再试一次。",
    },
  }),
});

/** Why the operating system did not let a file be read. */
export function readingRefused(file: string, cause: unknown): DanfangError {
  if (cause instanceof DanfangError) return cause;
  const code = errorCode(cause);
  if (code === "EACCES" || code === "EPERM") return filesErrors.locked({ file }, cause);
  return filesErrors.unreadable({ file, reason: reasonOf(cause) }, cause);
}
