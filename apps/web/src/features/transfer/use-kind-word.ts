import { type FileInspection, isModelKind } from "@danfang/domain";
import { useTranslation } from "react-i18next";

/** What is no model, or none that is known. */
const others = [
  ...(["gguf", "onnx", "html", "lfsPointer", "zip", "sevenZip", "rar", "gzip", "npz", "npy", "pickle"] as const),
  ...(["program", "zeros", "empty", "json", "tensorrt", "hdf5", "sidecar"] as const),
];

/** What kind of thing a file is, in a word. */
export function useKindWord({ kind = "unknown" }: Pick<FileInspection, "kind">): string {
  const { t } = useTranslation();
  if (isModelKind(kind)) return t(`kind.${kind}`);
  const other = others.find((name) => name === kind);
  return other === undefined ? t("drop.kind.unknown") : t(`drop.kind.${other}`);
}
