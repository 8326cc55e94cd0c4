/** What is a control on Create and no field of an order; fields are called by `@danfang/words`. */
export const knobsEn = {
  size: {
    name: "Size",
    help: "A checkpoint paints best at the size it was trained at. Far from it things appear twice.",
  },
  passes: {
    name: "What is made of it",
    help: "The picture painted once, extended beyond its edges, or painted several times.",
  },
  soft: {
    name: "Soft inpainting",
    help: "Old and new are mixed by the greys of the mask. Give the mask a large blur, 16 or more.",
  },
} as const;
