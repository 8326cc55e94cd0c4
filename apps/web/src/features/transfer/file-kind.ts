/** What a file is by its name, as far as that decides who looks at it; its bytes say the rest. */
export type FileKind = "picture" | "saidPicture" | "foreignPicture" | "model" | "text" | "other";

const suffixes = {
  picture: ["png", "jpg", "jpeg", "webp"],
  /** Pictures and films that nothing here reads. */
  /** Pictures that may say their recipe, but that nothing starts from. */
  saidPicture: ["gif", "avif", "heic", "heif", "jxl"],
  foreignPicture: ["bmp", "tif", "tiff", "svg", "psd", "mp4", "webm", "mov"],
  model: [
    "safetensors",
    "sft",
    "ckpt",
    "pt",
    "pth",
    "bin",
    "gguf",
    "onnx",
    "th",
    "pkl",
    "zip",
    "7z",
    "rar",
    "npz",
    "npy",
  ],
  text: ["txt", "json", "yaml", "yml", "md", "csv", "log", "caption", "info"],
} as const satisfies Partial<Record<FileKind, readonly string[]>>;

const suffixOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

export function kindOfFile({ name, type }: { readonly name: string; readonly type: string }): FileKind {
  const suffix = suffixOf(name);
  const known = (Object.keys(suffixes) as (keyof typeof suffixes)[]).find((kind) =>
    (suffixes[kind] as readonly string[]).includes(suffix),
  );
  if (known !== undefined) return known;
  if (["image/png", "image/jpeg", "image/webp"].includes(type)) return "picture";
  if (/^image\/(gif|avif|hei[cf]|jxl)$/.test(type)) return "saidPicture";
  if (/^(image|video)\//.test(type)) return "foreignPicture";
  return /^text\/|^application\/json/.test(type) ? "text" : "other";
}
