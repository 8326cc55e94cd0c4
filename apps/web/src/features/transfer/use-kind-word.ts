import type { FileInspection } from "@danfang/domain";
import { useTranslation } from "react-i18next";

const listed = ["checkpoint", "vae", "lora", "hypernetwork", "embedding", "upscaler"] as const;
const others = [
  "faceRestorer",
  "previewVae",
  "unet",
  "textEncoder",
  "gguf",
  "onnx",
  "html",
  "lfsPointer",
  "zip",
] as const;

/** What kind of thing a file is, in a word. */
export function useKindWord({ kind }: Pick<FileInspection, "kind">): string {
  const { t } = useTranslation();
  const known = listed.find((name) => name === kind);
  if (known !== undefined) return t(`kind.${known}`);
  const other = others.find((name) => name === kind);
  return other === undefined ? t("drop.kind.unknown") : t(`drop.kind.${other}`);
}
