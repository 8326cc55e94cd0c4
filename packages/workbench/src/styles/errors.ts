import { defineErrors } from "@danfang/domain";

export const stylesErrors = defineErrors("styles", {
  notFound: (d: { name: string }) => ({
    message: `There is no style "${d.name}".`,
    hint: "It may have been renamed or deleted; load the list again.",
  }),
  exists: (d: { name: string }) => ({
    message: `There is a style "${d.name}" already.`,
    hint: "Choose another name, or change the style that is there.",
  }),
  badName: (d: { name: string }) => ({
    message: `"${d.name}" cannot name a style.`,
    hint: "A name is one line that is not empty and does not begin with #.",
  }),
  nameless: (d: { file: string }) => ({
    message: `${d.file} is no table of styles: its first line has no column "name".`,
    hint: "It is left as it is, and nothing is saved into it. Put name,prompt,negative_prompt into its first line, or move it away.",
  }),
  openQuote: (d: { file: string; line: number }) => ({
    message: `In ${d.file} a quotation mark opens in line ${d.line} and never closes.`,
    hint: "Nothing is saved into it, so that nothing behind that mark is lost. Close it in a text editor.",
  }),
  notOurs: (d: { name: string; file: string }) => ({
    message: `The style "${d.name}" belongs to ${d.file}, which is only read.`,
    hint: "Delete it there. To change it here, save it: your own style of that name comes first.",
  }),
});
