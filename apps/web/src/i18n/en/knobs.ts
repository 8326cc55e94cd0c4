/** What is a control on Create and no field of an order; fields are called by `@danfang/words`. */
export const knobsEn = {
  size: {
    name: "Size",
    help: "A checkpoint paints best at the size it was trained at. Far from that size, things appear twice.",
  },
  passes: {
    name: "What to do with it",
    help: "Paint the picture once, extend it beyond its edges, or paint it several times.",
  },
  soft: {
    name: "Soft inpainting",
    help: "Old and new are mixed according to the grey of the mask. Give the mask a large blur, 16 or more.",
  },
} as const;
