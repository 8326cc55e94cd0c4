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
  notOurs: (d: { name: string; file: string }) => ({
    message: `The style "${d.name}" belongs to ${d.file}, which is only read.`,
    hint: "Delete it there. To change it here, save it: your own style of that name comes first.",
  }),
});
