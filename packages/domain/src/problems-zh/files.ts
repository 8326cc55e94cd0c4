import type { ProblemWords } from "../problem-words.ts";

const leftAlone = "文件原样保留，什么也不会存进去。";

/** Files that Danfang keeps, or finds beside a model, and cannot read or may not write. */
export const filesProblems: Readonly<Record<string, ProblemWords>> = {
  "files/locked": {
    title: "没有权限读取 {{file}}。",
    hint: `${leftAlone}请让运行丹方的帐户可以读取它。`,
  },
  "files/unreadable": {
    title: "读不了 {{file}}：{{reason}}。",
    hint: `${leftAlone}请看看它所在的硬盘是否接好、是否正常。`,
  },
  "files/tooLarge": {
    title: "{{file}} 太大：有 {{size}} 字节，最多只读 {{most}} 字节。",
    hint: `${leftAlone}请删掉里面不需要的内容，或者把它移走。`,
  },
  "files/notText": {
    title: "{{file}} 不是 UTF-8、UTF-16 或 GB18030 编码的文本。",
    hint: `${leftAlone}请用原来的软件另存为 UTF-8（Excel 里选「CSV UTF-8」）。`,
  },
  "files/badJson": {
    title: "{{file}} 不完整：在第 {{line}} 行中断或出错。",
    hint: `${leftAlone}请用文本编辑器改正，或者把它移走。`,
  },
  "files/badContent": {
    title: "{{file}} 里的内容不对：{{reason}}。",
    hint: `${leftAlone}请用文本编辑器改正，或者把它移走。`,
  },
  "files/linkedAway": {
    title: "{{file}} 是指向 {{target}} 的链接，那里不在模型旁边。",
    hint: "没有跟过去读。请把文件本身放到模型旁边。",
  },
  "files/wouldBeTooLarge": {
    title: "加上这些，{{file}} 会有 {{size}} 字节；超过 {{most}} 字节就读不回来了。",
    hint: "什么也没有保存。请写短一些，或者先删掉不需要的。",
  },
  "files/unkeepable": {
    title: "这段文字存进 {{file}} 就不能原样读回来：里面有半个字符或控制字符。",
    hint: "什么也没有保存。请重新输入，不要粘贴。",
  },
  "files/inUse": {
    title: "{{file}} 被另一个程序占用了 {{seconds}} 秒。",
    hint: "什么也没有保存。可能有另一个丹方正在使用这个文件夹，请再试一次。",
  },
};
