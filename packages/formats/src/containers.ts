import type { FileKind } from "./sniff.ts";

/** A container of weights that is known and not read: what its users call it, and what it is for. */
interface Container {
  readonly name: string;
  readonly en: string;
  readonly zh: string;
}

const archives: ReadonlySet<FileKind> = new Set(["sevenZip", "rar", "gzip", "xz", "zstd", "bzip2"]);
const packed = (name: string): Container => ({ name, en: "a packed archive", zh: "压缩包" });

/** Sources: each project's own description of its format. */
const containers: { readonly [K in FileKind]?: Container } = {
  gguf: {
    name: "GGUF",
    en: "weights in few bits for stable-diffusion.cpp and ComfyUI-GGUF",
    zh: "给 stable-diffusion.cpp 和 ComfyUI-GGUF 用的低位量化权重",
  },
  onnx: {
    name: "ONNX",
    en: "one network, already built, for onnxruntime",
    zh: "已经建好的单个网络，给 onnxruntime 用",
  },
  tensorrt: {
    name: "TensorRT",
    en: "a network compiled for one kind of NVIDIA card",
    zh: "为某一种 NVIDIA 显卡编译好的网络",
  },
  tflite: { name: "TensorFlow Lite", en: "a network for telephones", zh: "给手机用的网络" },
  openvino: { name: "OpenVINO", en: "a network for Intel's processors", zh: "给英特尔处理器用的网络" },
  ncnn: { name: "ncnn", en: "a network for ncnn and the programs around it", zh: "给 ncnn 一类程序用的网络" },
  hdf5: { name: "HDF5", en: "weights of Keras or TensorFlow", zh: "Keras 或 TensorFlow 的权重" },
  npy: { name: "NumPy", en: "one array of numbers without a name", zh: "一个没有名字的数组" },
  sevenZip: packed("7z"),
  rar: packed("RAR"),
  gzip: packed("gzip"),
  xz: packed("xz"),
  zstd: packed("Zstandard"),
  bzip2: packed("bzip2"),
};

/** What such a file is; undefined of every other kind. */
export const containerOf = (kind: FileKind): Container | undefined => containers[kind];

/** What to take instead. */
export const insteadEn = (kind: FileKind): string =>
  archives.has(kind)
    ? "Unpack it, and take the model that is inside."
    : "Take the model's .safetensors version instead, in fp16, bf16, fp8 or fp32; its page usually has one.";
export const insteadZh = (kind: FileKind): string =>
  archives.has(kind)
    ? "请先解压，再用里面的模型。"
    : "请改用这个模型的 .safetensors 版本（fp16、bf16、fp8 或 fp32），发布页面上一般都有。";
