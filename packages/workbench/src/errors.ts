import { defineErrors, printBytes } from "@danfang/domain";

export const workbenchErrors = defineErrors("workbench", {
  cancelled: (_: Record<string, never>) => ({ message: "Cancelled.", hint: "Nothing was written." }),
  networkMissing: (d: { kind: string; name: string; nearest: readonly string[] }) => ({
    message: `There is no ${d.kind} "${d.name}"; the picture is painted without it.`,
    hint:
      d.nearest.length > 0
        ? `Did you mean ${d.nearest.join(", ")}?`
        : "Put its file into the folder for its kind, or take it out of the prompt.",
  }),
  networkUnreadable: (d: { kind: string; name: string; argument: string }) => ({
    message: `<${d.kind}:${d.name}:…> is not used: "${d.argument}" is not a number.`,
    hint: "Write a strength such as 0.8.",
  }),
  networkUnknown: (d: { kind: string }) => ({
    message: `<${d.kind}:…> is not used: there is no such kind of network.`,
    hint: "Known are <lora:name:1>, <lyco:name:1> and <hypernet:name:1>.",
  }),
  networkNameless: (d: { kind: string }) => ({
    message: `<${d.kind}:…> is not used: it has no name.`,
    hint: "Write <lora:name:1> with the name of a file.",
  }),
  vaeBorrowed: (d: { checkpoint: string; vae: string; others: readonly string[] }) => ({
    message: `${d.checkpoint} has no VAE inside, without which pictures look grey and washed out; ${d.vae} is used.`,
    hint:
      d.others.length > 0
        ? `These fit as well: ${d.others.join(", ")}. Choose one with \`--vae NAME\`.`
        : "Its page may recommend another one: choose it with `--vae NAME`.",
  }),
  passesWithMask: (_: Record<string, never>) => ({
    message: "A mask does not go with extending or enlarging a picture: they make masks of their own.",
    hint: "Take the mask away, or do one after the other.",
  }),
  nothingGrows: (_: Record<string, never>) => ({
    message: "No side of the picture is to grow.",
    hint: "Give at least one of left, right, up and down some pixels: 64 or more.",
  }),
  descriptionTooLong: (d: { file: string; limit: number }) => ({
    message: `What ${d.file} says of itself takes more than ${printBytes(d.limit)}, more than is looked at from afar.`,
    hint: "Put it into its folder and refresh the list of models, or look at it with `danfang inspect`.",
  }),
  styleMissing: (d: { name: string; nearest: readonly string[] }) => ({
    message: `There is no style "${d.name}".`,
    hint: d.nearest.length > 0 ? `Did you mean ${d.nearest.join(", ")}?` : "Styles are saved in styles.csv.",
  }),
  badPicture: (d: { file: string; reason: string }) => ({
    message: `${d.file} is not a picture that can be read: ${d.reason}`,
    hint: "Use a PNG, JPEG or WebP file of at most 16384 pixels on a side.",
  }),
  tooLarge: (d: { width: number; height: number; mostSide: number; mostMegapixels: number }) => ({
    message: `The picture would be ${d.width} by ${d.height} pixels.`,
    hint: `Make it at most ${d.mostSide} pixels on a side and ${d.mostMegapixels} megapixels in all.`,
  }),
  badSuffix: (d: { file: string; known: readonly string[] }) => ({
    message: `${d.file} names no picture format.`,
    hint: `Let the name end in one of ${d.known.join(", ")}.`,
  }),
});
