import type { Finding } from "@danfang/domain";
import { type ByteSource, decodeText, type FileKind } from "@danfang/formats";
import { inspectFindings } from "./findings.ts";
import type { Inspection } from "./inspection.ts";

/** As much of a text as tells what it is. */
const beginning = 4096;
/** Characters of a stranger's text that are shown. */
const longestShown = 120;

type Told = (source: ByteSource) => Finding | Promise<Finding>;

const archive =
  (format: string): Told =>
  () =>
    inspectFindings.archiveToUnpack({ format });
const madeFor =
  (program: string): Told =>
  () =>
    inspectFindings.otherRuntime({ program });

/** What files are that take a model's place: downloads that went wrong, archives, what other programs run. */
const told: Readonly<Partial<Record<FileKind, Told>>> = {
  empty: () => inspectFindings.nothingInside({}),
  zeros: () => inspectFindings.onlyZeros({}),
  html: async (source) => inspectFindings.savedWebPage({ title: titleOf(await textOf(source)) }),
  lfsPointer: async (source) => {
    const size = /^size (\d{1,15})$/m.exec(await textOf(source))?.[1];
    return inspectFindings.pointerOnly({ size: source.size, modelSize: size === undefined ? undefined : Number(size) });
  },
  program: () => inspectFindings.programFile({}),
  sevenZip: archive("7z"),
  rar: archive("RAR"),
  gzip: archive("gzip"),
  xz: archive("xz"),
  zstd: archive("Zstandard"),
  bzip2: archive("bzip2"),
  hdf5: madeFor("Keras"),
  tensorrt: madeFor("TensorRT"),
  onnx: madeFor("ONNX"),
  tflite: madeFor("TensorFlow Lite"),
  openvino: madeFor("OpenVINO"),
  ncnn: madeFor("ncnn"),
};

/** What a file is that is no model, and what to do about it; undefined for kinds that somebody else reads. */
export async function inspectNoModel(
  path: string,
  kind: FileKind,
  source: ByteSource,
): Promise<Inspection | undefined> {
  const finding = (await told[kind]?.(source)) ?? (await savedAnswer(path, kind, source));
  return finding && { path, what: "unknown", kind, sizeBytes: source.size, findings: [finding] };
}

/** JSON under the name of a model is what a website answered; other JSON is what it is. */
async function savedAnswer(path: string, kind: FileKind, source: ByteSource): Promise<Finding | undefined> {
  if (kind !== "json" || !isModelName(path)) return undefined;
  return inspectFindings.savedAnswer({ text: shown(await textOf(source)) });
}

export const isModelName = (path: string): boolean =>
  /\.(?:safetensors|sft|ckpt|pt|pth|bin|gguf)(?:$|[?#])/i.test(path);

async function textOf(source: ByteSource): Promise<string> {
  const bytes = await source.read(0, Math.min(beginning, source.size));
  const whole = bytes.subarray(0, 1 + bytes.findLastIndex((byte) => byte < 0x80)); // no letter is cut in two
  return decodeText(whole)?.text ?? "";
}

const titleOf = (html: string): string => shown(/<title[^<>]{0,200}>([^<]{0,500})/i.exec(html)?.[1] ?? "");
const shown = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
};

/** What downloaders call files that they have not finished. */
const unfinished = /\.(?:crdownload|part|partial|download|aria2|tmp|!ut|!qb|td|xltd|opdownload|incomplete)$/i;

/** The name that a file will have once its download has ended, and the suffix until then. */
export function unfinishedName(path: string): { readonly name: string; readonly suffix: string } | undefined {
  const suffix = unfinished.exec(path)?.[0];
  return suffix === undefined ? undefined : { name: path.slice(0, -suffix.length), suffix };
}
