import { type Bytes, defineErrors, printBytes, type Reason } from "@danfang/domain";

/** Why files are not moved. Where nothing else is said, nothing was: a move is done whole or not at all. */
export const movingErrors = defineErrors("moving", {
  taken: (d: { file: string; there: string; free: string }) => ({
    en: {
      message: `${d.file} cannot go there: ${d.there} is another file of that name.`,
      hint: `Nothing was moved. Rename yours; ${d.free} is free.`,
    },
    zh: {
      message: `${d.file} 放不过去：那里已经有同名但内容不同的文件 ${d.there}。`,
      hint: `什么也没有移动。请给你的文件改个名字，比如 ${d.free} 还没有人用。`,
    },
  }),
  isLink: (d: { file: string; target: string }) => ({
    en: {
      message: `${d.file} is a link to ${d.target}.`,
      hint: "Links are not moved. Name the file that it leads to.",
    },
    zh: { message: `${d.file} 是指向 ${d.target} 的链接。`, hint: "链接不会被移动，请写它指向的那个文件。" },
  }),
  isFolder: (d: { file: string }) => ({
    en: { message: `${d.file} is a folder.`, hint: "Only files are moved. Move the folder with your file manager." },
    zh: { message: `${d.file} 是文件夹。`, hint: "这里只移动文件，请用文件管理器移动文件夹。" },
  }),
  gone: (d: { file: string }) => ({
    en: { message: `${d.file} is no longer there.`, hint: "Look through the folders again." },
    zh: { message: `${d.file} 已经不在那里了。`, hint: "请再刷新一次模型列表。" },
  }),
  changedMeanwhile: (d: { file: string }) => ({
    en: {
      message: `${d.file} was changed while it was being moved.`,
      hint: "It stays where it is. Try again once nothing writes to it.",
    },
    zh: { message: `移动 ${d.file} 的时候，它被别的程序改动了。`, hint: "它留在原处。等没有程序写它了再试。" },
  }),
  copyDiffers: (d: { file: string; to: string }) => ({
    en: {
      message: `The copy of ${d.file} in ${d.to} does not hold the same.`,
      hint: "The copy was removed and the file stays where it is. Check that drive for errors.",
    },
    zh: {
      message: `${d.file} 复制到 ${d.to} 以后，内容对不上。`,
      hint: "复制出来的已经删掉，原文件还在原处。请检查那块磁盘有没有故障。",
    },
  }),
  noSpace: (d: { folder: string; need: Bytes; free: Bytes }) => ({
    en: {
      message: `${d.folder} has ${printBytes(d.free)} free; ${printBytes(d.need)} are needed.`,
      hint: "Nothing was moved. Free some space, or choose another folder.",
    },
    zh: {
      message: `${d.folder} 只剩 ${printBytes(d.free)}，需要 ${printBytes(d.need)}。`,
      hint: "什么也没有移动。请腾出空间，或者换一个文件夹。",
    },
  }),
  refused: (d: { file: string; to: string; reason: Reason }) => ({
    en: {
      message: `${d.file} cannot be moved to ${d.to}: ${d.reason.en}.`,
      hint: "Everything is where it was. Check that both folders may be written to.",
    },
    zh: {
      message: `${d.file} 移不到 ${d.to}：${d.reason.zh}。`,
      hint: "所有文件都在原处。请检查两个文件夹是否都能写入。",
    },
  }),
  halfway: (d: { id: string; reason: Reason; left: number }) => ({
    en: {
      message: `A move stopped in its middle, and ${d.left} files could not be moved back: ${d.reason.en}.`,
      hint: `Nothing is lost. Once that is possible, undo the move ${d.id}.`,
    },
    zh: {
      message: `移动中途停下了，有 ${d.left} 个文件没能移回去：${d.reason.zh}。`,
      hint: `什么也没有丢。等能移动了，请撤销移动 ${d.id}。`,
    },
  }),
  badName: (d: { name: string }) => ({
    en: { message: `Windows allows no file named ${d.name}.`, hint: "Nothing was moved. Rename it first." },
    zh: { message: `Windows 不允许文件叫 ${d.name}。`, hint: "什么也没有移动。请先改个名字。" },
  }),
  unknownKind: (d: { file: string }) => ({
    en: {
      message: `What ${d.file} is cannot be told, so neither where it goes.`,
      hint: "Nothing was moved. Put it into the folder of its kind yourself.",
    },
    zh: {
      message: `认不出 ${d.file} 是什么，也就不知道该放哪里。`,
      hint: "什么也没有移动。请自己把它放进对应的文件夹。",
    },
    do: "inspectFile",
  }),
  noPlace: (d: { file: string; root: string }) => ({
    en: {
      message: `${d.root} has no folder for what ${d.file} is.`,
      hint: "Nothing was moved. Choose the folder of another program, or a program's whole folder.",
    },
    zh: {
      message: `${d.root} 里没有适合放 ${d.file} 的文件夹。`,
      hint: "什么也没有移动。请换一个软件的文件夹，或者选软件的整个文件夹。",
    },
  }),
  notShelved: (d: { file: string }) => ({
    en: { message: `${d.file} is not on the shelf.`, hint: "Only shelved models can be restored." },
    zh: { message: `${d.file} 不在备用架上。`, hint: "只有收进备用架的模型才能放回去。" },
  }),
  fixed: (d: { file: string }) => ({
    en: { message: `${d.file} comes with Danfang; it stays where it is.`, hint: "Choose a model of your own." },
    zh: { message: `${d.file} 是丹方自带的，不能移动。`, hint: "请换一个你自己的模型。" },
  }),
  notFound: (d: { id: string }) => ({
    en: {
      message: d.id === "" ? "There is nothing to undo." : `There is no move ${d.id} to undo.`,
      hint: "Each move names what undoes it; it can be undone once.",
    },
    zh: {
      message: d.id === "" ? "没有可以撤销的移动。" : `没有编号为 ${d.id} 的移动可以撤销。`,
      hint: "每次移动都会给出撤销它的编号，只能撤销一次。",
    },
  }),
  onlyOne: (d: { file: string; from: string }) => ({
    en: {
      message: `${d.file} stays: ${d.from}, which it was made from, is gone or has changed.`,
      hint: "Removing it could lose the only one there is. Delete it yourself if you mean to.",
    },
    zh: {
      message: `${d.file} 保留不动：它的来源 ${d.from} 已经不在或者变了。`,
      hint: "删掉它可能就一份也不剩了。确定不要的话，请自己删除。",
    },
  }),
  finished: (d: { id: string; files: number }) => ({
    en: {
      message: `A move of ${d.files} files that was interrupted has been finished.`,
      hint: `Undoing the move ${d.id} takes them back.`,
    },
    zh: {
      message: `上次被中断的移动（${d.files} 个文件）已经完成。`,
      hint: `想移回去，可以撤销移动 ${d.id}。`,
    },
  }),
  undone: (d: { files: number }) => ({
    en: {
      message: `Undoing a move of ${d.files} files, which was interrupted, has been finished.`,
      hint: "They are where they were.",
    },
    zh: { message: `上次被中断的撤销（${d.files} 个文件）已经完成。`, hint: "文件都回到了原处。" },
  }),
  rolledBack: (d: { files: number; reason: Reason }) => ({
    en: {
      message: `A move of ${d.files} files that was interrupted could not be finished: ${d.reason.en}.`,
      hint: "All of them are where they were.",
    },
    zh: {
      message: `上次被中断的移动（${d.files} 个文件）没法完成：${d.reason.zh}。`,
      hint: "文件都回到了原处。",
    },
  }),
});
