import { defineErrors } from "@danfang/domain";

export const stylesErrors = defineErrors("styles", {
  notFound: (d: { name: string }) => ({
    en: {
      message: `There is no style "${d.name}".`,
      hint: "It may have been renamed or deleted; load the list again.",
    },
    zh: { message: `没有叫「${d.name}」的预设样式。`, hint: "可能已经改名或删除，请刷新列表。" },
  }),
  exists: (d: { name: string }) => ({
    en: {
      message: `There already is a style "${d.name}".`,
      hint: "Choose another name, or change the style that is there.",
    },
    zh: { message: `已经有叫「${d.name}」的预设样式了。`, hint: "换个名字，或者直接修改原来的那个。" },
  }),
  badName: (d: { name: string }) => ({
    en: {
      message: `"${d.name}" cannot be the name of a style.`,
      hint: "A name is one line that is not empty and does not begin with #.",
    },
    zh: { message: `「${d.name}」不能当预设样式的名字。`, hint: "名字只能是一行，不能为空，也不能以 # 开头。" },
  }),
  nameless: (d: { file: string }) => ({
    en: {
      message: `${d.file} is not a table of styles: its first line has no column "name".`,
      hint: "It is left as it is, and nothing is saved into it. Put name,prompt,negative_prompt into its first line, or move it away.",
    },
    zh: {
      message: `${d.file} 不是样式表：第一行里没有叫 name 的列。`,
      hint: "文件原样保留，什么也不会存进去。请在第一行写上 name,prompt,negative_prompt，或者把它移走。",
    },
  }),
  openQuote: (d: { file: string; line: number }) => ({
    en: {
      message: `In ${d.file} a quotation mark opens in line ${d.line} and never closes.`,
      hint: "Nothing is saved into it, so that nothing behind that mark is lost. Close it in a text editor.",
    },
    zh: {
      message: `${d.file} 第 ${d.line} 行有一个没有配对的引号。`,
      hint: "为了不丢掉它后面的内容，什么也不会存进去。请用文本编辑器补上引号。",
    },
  }),
  notOurs: (d: { name: string; file: string }) => ({
    en: {
      message: `The style "${d.name}" belongs to ${d.file}, which is only read.`,
      hint: "Delete it there. To change it here, save it: your own style of that name comes first.",
    },
    zh: {
      message: `预设样式「${d.name}」属于 ${d.file}，这里只能读取。`,
      hint: "要删除请到那边删；要改就另存一份，自己的同名样式优先。",
    },
  }),
});
