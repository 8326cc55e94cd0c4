import { defineErrors } from "@danfang/domain";

const freeMemory = "Close other programs, or choose a smaller size. Then try again.";

export const engineErrors = defineErrors("engine", {
  outOfMemory: (d: { doing: string }) => ({
    message: `There was not enough memory to ${d.doing}.`,
    hint: freeMemory,
  }),
  loadFailed: (d: { graph: string; reason: string }) => ({
    message: `The ${d.graph} could not be loaded: ${d.reason}`,
    hint: "If the file is damaged, fetch it again; if another backend was chosen, try `--backend cpu`.",
  }),
  runFailed: (d: { graph: string; reason: string }) => ({
    message: `The ${d.graph} stopped with a fault: ${d.reason}`,
    hint: "Try another size, or `--backend cpu`. If it stays, report it with the command that led here.",
  }),
  crashed: (d: { signal: string; doing: string; lastWords: string }) => ({
    message: `The engine process ended unexpectedly (${d.signal}) while it had to ${d.doing}.${d.lastWords && ` It said: ${d.lastWords}`}`,
    hint:
      d.signal === "SIGKILL"
        ? `The system probably ran out of memory and stopped it. ${freeMemory}`
        : "It is started again for the next job. If this stays, try another backend and report it.",
  }),
  unresponsive: (_: Record<string, never>) => ({
    message: "The engine does not answer.",
    hint: "It may have been paused, or wait for memory or a disk. After a minute it is ended and started again, and its job is tried again.",
  }),
  silent: (d: { seconds: number; doing: string }) => ({
    message: `The engine gave no sign of life for ${d.seconds} seconds while it had to ${d.doing}, and was ended.`,
    hint: "It is started again for the next job. If this stays, try a smaller size, another backend or fewer threads.",
  }),
  stopped: (d: { stopped: string; doing: string }) => ({
    message: `The engine had to ${d.doing}, but was ended: it was told to stop (${d.stopped}) and did not.`,
    hint: "It is started again for the next job. Try again.",
  }),
  garbled: (d: { doing: string }) => ({
    message: `The engine process said something that is no answer while it had to ${d.doing}, and was ended.`,
    hint: "It is started again for the next job. If this stays, update or install Danfang again: its parts may not fit together.",
  }),
  cancelled: (_: Record<string, never>) => ({
    message: "Cancelled.",
    hint: "Nothing was written.",
  }),
  notANumber: (d: { part: string; file: string; tensor: string | undefined }) => ({
    message: d.tensor
      ? `${d.file}: tensor "${d.tensor}" holds values that are not finite numbers, and so does every picture painted with it.`
      : `The ${d.part} of ${d.file} gave values that are not finite numbers.`,
    hint: d.tensor
      ? "The file was damaged or saved wrongly. Fetch the original again."
      : "Try a lower cfg scale, another VAE, or another version of the model.",
  }),
  noVae: (d: { file: string }) => ({
    message: `${d.file} has no VAE inside, and without one a latent cannot become a picture.`,
    hint: "Name one with `--vae FILE`; the model's page usually recommends which.",
  }),
  badSize: (d: { width: number; height: number }) => ({
    message: `${d.width}×${d.height} is not a size that can be painted: width and height must be multiples of 8.`,
    hint: `The nearest is ${nearestSize(d.width)}×${nearestSize(d.height)}.`,
  }),
  tooLarge: (d: { width: number; height: number; largest: number }) => ({
    message: `${d.width}×${d.height} is larger than can be painted: a side has at most ${d.largest} pixels.`,
    hint: "Choose a smaller size, or a smaller factor for the second pass.",
  }),
  maskSize: (d: { width: number; height: number; pictureWidth: number; pictureHeight: number }) => ({
    message: `The mask has ${d.width}×${d.height} pixels, the picture it belongs to ${d.pictureWidth}×${d.pictureHeight}.`,
    hint: "Draw the mask on the picture itself, or bring it to the picture's size.",
  }),
  startCount: (d: { pictures: number; batch: number }) => ({
    message: `There are ${d.pictures} pictures to start from, and ${d.batch} in a batch.`,
    hint: "Let a batch have as many pictures as it starts from.",
  }),
  maskWithHires: (_: Record<string, never>) => ({
    message: "A picture that is painted under a mask cannot have a second, larger pass.",
    hint: "Turn the second pass off; to paint a part larger, paint only the masked area.",
  }),
  unknownUpscaler: (d: { name: string; known: readonly string[] }) => ({
    message: `There is no upscaler "${d.name}".`,
    hint: `Known are: ${d.known.join(", ")}, and the models in the folder of upscalers.`,
  }),
  unknownBackend: (d: { backend: string; available: readonly string[] }) => ({
    message: `The backend "${d.backend}" is not there.`,
    hint: `This machine has: ${d.available.join(", ")}.`,
  }),
});

const nearestSize = (pixels: number) => Math.max(64, Math.round(pixels / 8) * 8);
