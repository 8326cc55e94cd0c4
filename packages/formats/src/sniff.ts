import type { ByteSource } from "./byte-source.ts";

/** What a file is by its first bytes, whatever its name says. Nothing behind the first 512 bytes is looked at. */
export type FileKind =
  | "safetensors"
  | "torchZip"
  | "torchPickle"
  | "torchTar"
  | "zip"
  | "npz"
  | "npy"
  | "sevenZip"
  | "rar"
  | "gzip"
  | "xz"
  | "zstd"
  | "bzip2"
  | "hdf5"
  | "tensorrt"
  | "program"
  | "gguf"
  | "onnx"
  | "tflite"
  | "openvino"
  | "ncnn"
  | "png"
  | "jpeg"
  | "webp"
  | "avif"
  | "heic"
  | "gif"
  | "jxl"
  | "lfsPointer"
  | "html"
  | "json"
  | "zeros"
  | "empty"
  | "unknown";

/** The beginning is enough to tell the kinds apart, not to trust the rest. Errors: those of the source. */
export async function sniff(source: ByteSource): Promise<FileKind> {
  return sniffBytes(await source.read(0, Math.min(source.size, 512)));
}

/** {@link sniff} for bytes in memory. */
export function sniffBytes(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return "empty";
  const head = latin1(bytes.subarray(0, 512));
  if (looksLikeSafetensors(bytes)) return "safetensors";
  for (const [kind, beginning] of magicNumbers) if (head.startsWith(beginning)) return kind;
  for (const [kind, pattern] of textBeginnings) if (pattern.test(head)) return kind;
  if (head.startsWith("TFL3", 4)) return "tflite";
  if (head.startsWith("ftyp", 4) && /^(avif|avis)|^mif1.*avif/s.test(head.slice(8, 32))) return "avif";
  if (head.startsWith("ftyp", 4) && /^(hei[cxms]|hevc|mif1)/.test(head.slice(8, 12))) return "heic";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.startsWith("PK\x03\x04")) return kindOfZip(firstZipMember(bytes));
  if (head.startsWith("PK\x05\x06")) return "zip"; // without members
  if (bytes[0] === 0x80 && isWithin(bytes[1], 2, 5)) return "torchPickle"; // opcode PROTO and its protocol
  if (head.startsWith("ustar", 257)) return "torchTar"; // before 2017, and no other models come so
  if (head.startsWith("MZ") && head.includes("\0")) return "program";
  if (bytes.length >= leastZeros && bytes.subarray(0, 512).every((byte) => byte === 0)) return "zeros";
  if (bytes[0] === 0x08 && isWithin(bytes[1], 1, 32) && modelProtoTags.includes(bytes[2] ?? 0)) return "onnx";
  return "unknown";
}

/** Longest header that the format allows. Source: safetensors, `MAX_HEADER_SIZE`. */
export const largestHeader = 100_000_000;

/** A plausible header length, then `{`: only a whole reader can say more. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || bytes[8] !== 0x7b) return false;
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true) <= largestHeader;
}

const magicNumbers: readonly (readonly [FileKind, string])[] = [
  ["png", "\x89PNG\r\n\x1a\n"],
  ["jpeg", "\xff\xd8\xff"],
  ["jxl", "\xff\x0a"], // the bare codestream
  ["jxl", "\0\0\0\x0cJXL \r\n\x87\n"],
  ["gif", "GIF87a"],
  ["gif", "GIF89a"],
  ["gguf", "GGUF"],
  ["npy", "\x93NUMPY"],
  ["sevenZip", "7z\xbc\xaf\x27\x1c"],
  ["rar", "Rar!\x1a\x07"],
  ["gzip", "\x1f\x8b\x08"],
  ["xz", "\xfd7zXZ\0"],
  ["zstd", "\x28\xb5\x2f\xfd"],
  ["bzip2", "BZh"],
  ["hdf5", "\x89HDF\r\n\x1a\n"],
  ["tensorrt", "ftrt"], // serialized engines of TensorRT 8 and later
  ["program", "\x7fELF"],
  ["tensorrt", "ptrt"], // older ones
  ["gguf", "ggjt"], // before GGUF
  ["ncnn", "7767517\n"],
  ["lfsPointer", "version https://git-lfs.github.com/spec/"],
];

/** Fewer prove nothing. */
const leastZeros = 64;

const textBeginnings: readonly (readonly [FileKind, RegExp])[] = [
  ["openvino", /^(?:\xef\xbb\xbf)?\s*<(?:\?xml[^>]*>\s*<)?net\s+name=/],
  ["html", /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|html|head|body|\?xml)/i],
  ["json", /^(?:\xef\xbb\xbf)?\s*[{[]\s*["\]}{[]/],
];

/**
 * Tags that may follow field 1, ir_version, of a ModelProto: producer_name, producer_version, domain, model_version,
 * doc_string, graph, opset_import, metadata_props. Source: onnx.proto3.
 */
const modelProtoTags: readonly number[] = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72];

const isWithin = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && value >= low && value <= high;

/** Members that `torch.save` may put first, below the one folder of its archive. */
const torchMember =
  /^[^/]+\/(?:data\.pkl|constants\.pkl|version|byteorder|data\/\d+|\.format_version|\.storage_alignment)$/;

function kindOfZip(first: string): FileKind {
  if (torchMember.test(first)) return "torchZip";
  return first.endsWith(".npy") ? "npz" : "zip";
}

/** Name in the first local file header: length at 26, text at 30. Source: PKWARE APPNOTE 4.3.7. */
function firstZipMember(bytes: Uint8Array): string {
  const length = (bytes[26] ?? 0) | ((bytes[27] ?? 0) << 8);
  return latin1(bytes.subarray(30, 30 + length));
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
