import { type Bytes, defineErrors } from "@danfang/domain";
import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

const again = "Fetch the file again; if the fault stays, the file was written wrongly: tell whoever published it.";

/** Everything that a .safetensors file can have wrong, one code each; the last three belong to the writer. */
export const safetensorsErrors = defineErrors("formats", {
  emptyFile: (d: { file: string }) => ({
    message: `${d.file} is empty.`,
    hint: "The download or copy did not happen. Fetch the file again, and check that the drive has room.",
  }),
  torchFile: (d: { file: string; looksLike: FileKind }) => ({
    message: `${d.file} is a PyTorch ${d.looksLike === "torchZip" ? "archive" : "pickle"} (.ckpt, .pt), not a safetensors file, whatever its name says.`,
    hint: "Such a file can carry a program. Get the .safetensors version of the model.",
  }),
  webPage: (d: { file: string; looksLike: FileKind }) => ({
    message: `${d.file} is ${d.looksLike === "html" ? "a web page" : "a JSON text"}, not a model.`,
    hint: "The site answered with a page or an error message instead of the file; often a login is needed. Open the file as text to see it, then download again.",
  }),
  lfsPointer: (d: { file: string }) => ({
    message: `${d.file} is a Git LFS pointer, a note where the model is, not the model.`,
    hint: "Run “git lfs pull” in its folder, or download the file from the site itself.",
  }),
  notSafetensors: (d: { file: string; looksLike: FileKind }) => ({
    message: `${d.file} is ${expectedBy(d.file)}${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
    hint: "Check that this is the file you meant. If it is, fetch it again.",
  }),
  incomplete: (d: { file: string; expected: Bytes; actual: Bytes; missing: Bytes }) => ({
    message: `${d.file} ends after ${d.actual} bytes; at least ${countOfBytes(d.missing)} are missing.`,
    hint: "The download stopped early. Resume it, or fetch the file again.",
  }),
  trailingBytes: (d: { file: string; expected: Bytes; actual: Bytes }) => ({
    message: `${d.file} has ${d.actual} bytes; its tensors end at ${d.expected}.`,
    hint: `Something was appended, or two downloads ran into one file. ${again}`,
  }),
  headerTooLong: (d: { file: string; length: string }) => ({
    message: `${d.file} claims a header of ${d.length} bytes; at most 100000000 are allowed.`,
    hint: "This is damaged or not a safetensors file. Fetch it again.",
  }),
  headerNotUtf8: (d: { file: string }) => ({
    message: `The header of ${d.file} is not UTF-8 text.`,
    hint: again,
  }),
  headerNotJson: (d: { file: string; reason: string; at: number }) => ({
    message: `The header of ${d.file} is not the JSON it should be: ${d.reason} at character ${d.at}.`,
    hint: again,
  }),
  duplicateKey: (d: { file: string; key: string }) => ({
    message: `The header of ${d.file} has ${shown(d.key)} twice.`,
    hint: again,
  }),
  badMetadata: (d: { file: string; at: number }) => ({
    message: `__metadata__ of ${d.file} should map texts to texts and does not, at character ${d.at} of the header.`,
    hint: again,
  }),
  badEntry: (d: { file: string; tensor: string; field: string }) => ({
    message: `Tensor ${shown(d.tensor)} of ${d.file} has no usable “${d.field}”.`,
    hint: again,
  }),
  unknownDtype: (d: { file: string; tensor: string; dtype: string }) => ({
    message: `Tensor ${shown(d.tensor)} of ${d.file} has the unknown number type ${shown(d.dtype)}.`,
    hint: "A newer Danfang may know it; else look for an fp16 or fp32 version of the model.",
  }),
  badShape: (d: { file: string; tensor: string; shape: readonly number[] }) => ({
    message: `Tensor ${shown(d.tensor)} of ${d.file} has the impossible shape [${d.shape.slice(0, 8).join(", ")}].`,
    hint: again,
  }),
  badOffsets: (d: { file: string; tensor: string; offsets: readonly number[] }) => ({
    message: `Tensor ${shown(d.tensor)} of ${d.file} has the impossible data_offsets [${d.offsets.slice(0, 4).join(", ")}].`,
    hint: again,
  }),
  wrongSize: (d: { file: string; tensor: string; expected: Bytes; actual: Bytes }) => ({
    message: `Tensor ${shown(d.tensor)} of ${d.file} takes ${d.actual} bytes; its shape and type need ${d.expected}.`,
    hint: again,
  }),
  overlap: (d: { file: string; tensor: string; other: string }) => ({
    message: `Tensors ${shown(d.tensor)} and ${shown(d.other)} of ${d.file} share bytes.`,
    hint: `The format forbids it, since such files can hide things. ${again}`,
  }),
  hole: (d: { file: string; tensor: string; offset: Bytes; length: Bytes }) => ({
    message: `${d.file} has ${countOfBytes(d.length)} before tensor ${shown(d.tensor)} that belong to no tensor.`,
    hint: `The format forbids it, since such files can hide things. ${again}`,
  }),
  dtypeNotReadable: (d: { dtype: string }) => ({
    message: `Numbers of type ${d.dtype} cannot be turned into float32 yet.`,
    hint: "Look for an fp16, bf16 or fp32 version of the model.",
  }),
  reservedName: (d: { file: string; tensor: string }) => ({
    message: `A tensor in ${d.file} cannot be called ${shown(d.tensor)}.`,
    hint: "Choose another name: this one is reserved or is not valid text.",
  }),
  wrongDataLength: (d: { file: string; tensor: string; expected: Bytes; actual: Bytes }) => ({
    message: `Tensor ${shown(d.tensor)} for ${d.file} brought ${d.actual} bytes or more; its shape and type need ${d.expected}.`,
    hint: "This is a fault in Danfang. Please report it with the command that led here.",
  }),
});

/** People also keep notes and web pages under the names of PyTorch's files. */
const expectedBy = (file: string): string =>
  /\.(ckpt|pt|pth|bin)$/i.test(file) ? "no model: neither a PyTorch nor a safetensors file" : "not a safetensors file";

/** A name from a stranger's file: quoted, control characters escaped, and cut. */
function shown(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
