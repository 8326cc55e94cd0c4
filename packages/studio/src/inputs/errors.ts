import { defineErrors } from "@danfang/domain";

export const inputsErrors = defineErrors("inputs", {
  notFound: (d: { image: string }) => ({
    message: `There is no picture ${d.image} to start from.`,
    hint: "It was handed in too long ago. Choose the picture again.",
  }),
  badPicture: (d: { reason: string }) => ({
    message: `This is not a picture that can be read: ${d.reason}`,
    hint: "Hand in a PNG, JPEG or WebP file of at most 16384 pixels on a side.",
  }),
});
