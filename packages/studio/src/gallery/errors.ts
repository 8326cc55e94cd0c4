import { defineErrors } from "@danfang/domain";

export const galleryErrors = defineErrors("gallery", {
  notFound: (d: { id: string }) => ({
    message: `There is no picture ${d.id}.`,
    hint: "It may have been deleted for good.",
  }),
  notInBin: (d: { id: string }) => ({
    message: `Picture ${d.id} is not in the bin.`,
    hint: "Put it into the bin first: from there it can be deleted for good.",
  }),
  undeletable: (d: { file: string; reason: string }) => ({
    message: `${d.file} could not be deleted: ${d.reason}`,
    hint: "Close programs that show it, or let its folder be written to, and empty the bin again.",
  }),
  tooLarge: (d: { file: string; most: number }) => ({
    message: `${d.file} is larger than ${d.most} bytes.`,
    hint: "Pictures of that size are not taken into the gallery.",
  }),
  notAPicture: (d: { file: string; reason: string }) => ({
    message: `${d.file} is not a picture that can be read: ${d.reason}`,
    hint: "It was left out. Fetch or save it again if it should be a picture.",
  }),
});
