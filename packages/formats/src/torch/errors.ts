import { type Bytes, defineErrors } from "@danfang/domain";
import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

const again = "The file is damaged or was made to confuse readers. Fetch it again, from where it was first published.";
const saveAgain = "Get the .safetensors version of the model, or load it in a current PyTorch and save it again.";

/** Everything that a PyTorch file (.ckpt, .pt, .pth, .bin) can have wrong. */
export const torchErrors = defineErrors("formats", {
  unsafePickle: (d: { file: string; globals: readonly string[] }) => ({
    message: `${d.file} asks for ${listed(d.globals)}, which no model needs and which can run programs. It was not loaded, and nothing in it was run.`,
    hint: "Do not open this file in other programs either, unless you know its author. Get the .safetensors version of the model.",
  }),
  notTorch: (d: { file: string; looksLike: FileKind }) => ({
    message: `${d.file} is not a file that PyTorch wrote${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
    hint: "Check that this is the file you meant. If it is, fetch it again.",
  }),
  damagedArchive: (d: { file: string; reason: string }) => ({
    message: `${d.file} is a PyTorch archive, but ${d.reason}.`,
    hint: "The file is incomplete or damaged. Resume the download, or fetch the file again.",
  }),
  strangeMember: (d: { file: string; member: string }) => ({
    message: `${d.file} has ${shown(d.member)} inside, which does not belong into a PyTorch file.`,
    hint: again,
  }),
  archiveBomb: (d: { file: string; member: string; limit: Bytes }) => ({
    message: `${shown(d.member)} in ${d.file} is longer than ${countOfBytes(d.limit)}, which no model needs.`,
    hint: again,
  }),
  compressedTensors: (d: { file: string; member: string }) => ({
    message: `${d.file} was packed by an archiving program: ${shown(d.member)} is compressed, so it cannot be read where it lies.`,
    hint: "Fetch the original file; PyTorch stores its numbers uncompressed.",
  }),
  torchScript: (d: { file: string }) => ({
    message: `${d.file} is a TorchScript program, not a set of weights.`,
    hint: "Get the weights of the model: a .safetensors, .ckpt or .pth file.",
  }),
  ancientTorch: (d: { file: string }) => ({
    message: `${d.file} is in the archive format that PyTorch wrote before 2017.`,
    hint: saveAgain,
  }),
  bigEndian: (d: { file: string }) => ({
    message: `The numbers in ${d.file} are stored big-endian, as only a few mainframes do.`,
    hint: saveAgain,
  }),
  badPickle: (d: { file: string; reason: string; at: Bytes }) => ({
    message: `The description of tensors in ${d.file} cannot be read: ${d.reason}, at byte ${d.at} of it.`,
    hint: again,
  }),
  badStorage: (d: { file: string; storage: string; reason: string }) => ({
    message: `The numbers called ${shown(d.storage)} in ${d.file} are not as described: ${d.reason}.`,
    hint: again,
  }),
});

/** A name from a stranger's file: quoted, control characters escaped, and cut. */
function shown(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

const mostListed = 5;
function listed(globals: readonly string[]): string {
  const first = globals.slice(0, mostListed).map(shown).join(", ");
  return globals.length > mostListed ? `${first} and ${globals.length - mostListed} more` : first;
}
