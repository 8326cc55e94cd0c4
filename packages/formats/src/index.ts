export { type NumpyFile, readNpy, readNpz } from "./archive/read-npz.ts";
export { type ListedMember, listZip } from "./archive/zip-listing.ts";
export { type ByteSource, blobSource, bytesSource } from "./byte-source.ts";
export { sourceErrors } from "./errors.ts";
export { openFile } from "./file-source.ts";
export { type Append, writeBytes, writeFileAtomically } from "./files/atomic-file.ts";
export { findBeside, readJsonBeside, readTextBeside } from "./files/beside-model.ts";
export { type DecodedText, decodeText, type TextEncoding } from "./files/decode-text.ts";
export { filesErrors } from "./files/errors.ts";
export { contentOf, type FileReading, ifReadable } from "./files/file-reading.ts";
export { makeFolder } from "./files/make-folder.ts";
export { partNameOf, partStartOf } from "./files/part-name.ts";
export { parseJsonText, readJsonFile, readTextFile, type TextFile } from "./files/read-text-file.ts";
export { readWhole } from "./files/read-whole.ts";
export { sweepParts } from "./files/sweep-parts.ts";
export { type GgufHeader, readGguf } from "./gguf/read-gguf.ts";
export { type HttpOptions, openHttp } from "./http/http-source.ts";
export { imageErrors } from "./image/errors.ts";
export { printExif, readUserComment } from "./image/exif.ts";
export { type ImageFormat, infotextKeyword, readImageText, writeImageText } from "./image/image-text.ts";
export { type ImageText, type ImageTexts, isPictureKind, readImageTexts } from "./image/image-texts.ts";
export { type JpegTexts, readJpegTexts, writeJpegText } from "./image/jpeg.ts";
export { type PngTexts, readPngTexts, writePngText } from "./image/png.ts";
export { readStealthText } from "./image/stealth.ts";
export { readWebpExif, writeWebpText } from "./image/webp.ts";
export { readWithoutPixels } from "./image/without-pixels.ts";
export * from "./onnx/index.ts";
export { type FilePiece, type PiecesSource, piecesSource } from "./pieces-source.ts";
export { containerError } from "./safetensors/container-error.ts";
export { safetensorsErrors } from "./safetensors/errors.ts";
export { readSafetensors, readTensor, type Safetensors } from "./safetensors/read-safetensors.ts";
export { type ScannedSafetensors, scanHeaderBytes, scanSafetensors } from "./safetensors/scan-safetensors.ts";
export { toFloat32 } from "./safetensors/to-float32.ts";
export {
  printSafetensors,
  type TensorBytes,
  type TensorStream,
  writeSafetensors,
} from "./safetensors/write-safetensors.ts";
export { sliceSource } from "./slice-source.ts";
export { type FileKind, sniff, sniffBytes } from "./sniff.ts";
export * from "./sqlite/index.ts";
export { byteLengthOf, type Dtype, isDtype } from "./tensors/dtype.ts";
export { foldName } from "./tensors/fold-name.ts";
export type { TensorEntry } from "./tensors/tensor-entry.ts";
export { type TensorTable, tensorTable } from "./tensors/tensor-table.ts";
export { type CallGrade, type GradedCall, worstGrade } from "./torch/danger.ts";
export { torchErrors } from "./torch/errors.ts";
export { isKind, type PickleValue, type TorchTensor } from "./torch/pickle-values.ts";
export { type ReadTorchOptions, readTorch, type TorchFile } from "./torch/read-torch.ts";
export { entryOf } from "./torch/state-dict.ts";
export { surveyPickle, surveyTorch, type TorchSurvey } from "./torch/survey-torch.ts";
export { locateMember, readMember } from "./torch/zip.ts";
