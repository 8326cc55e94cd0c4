import { defineErrors } from "@danfang/domain";

export const libraryErrors = defineErrors("library", {
  notFound: (d: { reference: string; kind: string; nearest: readonly string[]; folders: readonly string[] }) => ({
    message: `No ${d.kind} is called "${d.reference}".${d.nearest.length > 0 ? ` There is: ${d.nearest.join(", ")}.` : ""}`,
    hint: `Give a name or a hash; the command line also takes a path. Looked in: ${d.folders.join(", ") || "no folder"}. Others are added in the settings, or with \`--models DIR\`.`,
  }),
  noModels: (d: { kind: string; folders: readonly string[] }) => ({
    message: `There is no ${d.kind} yet.`,
    hint: `Put one into ${d.folders[0] ?? "a models folder"}, or name a folder that has some with \`--models DIR\`.`,
  }),
  folderForeign: (d: { folder: string }) => ({
    message: `${d.folder} is a path of Windows; this Danfang runs on another system.`,
    hint: "Give the path as that system has it. In WSL, D:\\models is /mnt/d/models.",
  }),
  folderRelative: (d: { folder: string }) => ({
    message: `"${d.folder}" is not the full path of a folder.`,
    hint: "Give it from its beginning, as D:\\stable-diffusion-webui or /home/you/models.",
  }),
  folderMissing: (d: { folder: string; there: string }) => ({
    message: `There is no folder ${d.folder}.`,
    hint: `${d.there} is there: look at what follows. It must be a path of the machine that runs Danfang.`,
  }),
  folderIsFile: (d: { folder: string; parent: string }) => ({
    message: `${d.folder} is a file, not a folder.`,
    hint: `Give the folder in which it lies: ${d.parent}.`,
  }),
  folderUnreadable: (d: { folder: string; reason: string }) => ({
    message: `${d.folder} cannot be read: ${d.reason}`,
    hint: "Let the user who runs Danfang read it.",
  }),
  folderKnown: (d: { folder: string; as: string }) => ({
    message: `${d.folder} is among the model folders already, as ${d.as}.`,
    hint: "Nothing needs to be done: its models are listed.",
  }),
  folderEmpty: (d: { folder: string }) => ({
    message: `${d.folder} is empty.`,
    hint: "Models that are put into it will be found.",
  }),
  folderWithoutModels: (d: { folder: string }) => ({
    message: `No models were found in ${d.folder}.`,
    hint: "Give the folder of an installation, its models folder, or any folder with .safetensors or .ckpt files.",
  }),
  folderOneAbove: (d: { folder: string; inside: readonly string[] }) => ({
    message: `${d.folder} itself is no installation; inside it is ${d.inside.join(", ")}.`,
    hint: "Give that folder, and its LoRAs, VAEs and embeddings are found too.",
  }),
  folderInside: (d: { folder: string; root: string }) => ({
    message: `${d.folder} lies inside ${d.root}, which is a model folder already.`,
    hint: "What both of them hold is listed once.",
  }),
  folderAround: (d: { folder: string; root: string }) => ({
    message: `${d.folder} holds ${d.root}, which is a model folder already.`,
    hint: "What both of them hold is listed once.",
  }),
  folderIsDisk: (d: { folder: string }) => ({
    message: `${d.folder} is a whole disk.`,
    hint: "Looking through it takes long at every refresh. Give the folder in which the models lie.",
  }),
  folderIsHome: (d: { folder: string }) => ({
    message: `${d.folder} is a home folder, with much besides models.`,
    hint: "Looking through it takes long at every refresh. Give the folder in which the models lie.",
  }),
  folderOnNetwork: (d: { folder: string }) => ({
    message: `${d.folder} lies on another machine.`,
    hint: "Models are read over the network, and are gone while that machine is.",
  }),
  folderCutShort: (d: { folder: string }) => ({
    message: `${d.folder} holds more than is looked through; some of its models may be missing.`,
    hint: "Give the folder in which the models lie, and take links to large folders out of it.",
  }),
  folderCircles: (d: { folder: string; links: readonly string[] }) => ({
    message: `In ${d.folder} these links are not followed: ${d.links.join(", ")}. They lead to a whole disk, or back around themselves.`,
    hint: "Let them lead to the folder that is meant, or take them away.",
  }),
  folderPartsUnreadable: (d: { folder: string; parts: readonly string[] }) => ({
    message: `In ${d.folder} these folders cannot be read: ${d.parts.join(", ")}.`,
    hint: "Let the user who runs Danfang read them, if there are models in them.",
  }),
});
