import { useTranslation } from "react-i18next";
import type { Subject } from "./subject.ts";

/** What it is, in a line. */
export function useTitle(subject: Subject): string {
  const { t } = useTranslation();
  switch (subject.kind) {
    case "reading":
      return t("drop.reading", { name: subject.name });
    case "text":
      switch (subject.what.kind) {
        case "address":
          return t("drop.address", { host: subject.what.host });
        case "json":
          return subject.what.program === undefined
            ? t("drop.json")
            : t("drop.program", { name: subject.what.program });
        case "long":
          return t("drop.long", { count: subject.what.lines });
        default:
          return t("drop.words");
      }
    case "picture":
      return t("drop.picture");
    case "model":
      if (subject.inspection.safe === false) return t("drop.dangerous");
      return subject.inspection.what === "model" ? t("drop.model") : t("drop.noModel");
    case "several":
      return t("drop.several", { count: subject.files.length + subject.folders.length });
    case "folder":
      return t("drop.folder", { name: subject.name });
    case "refused":
      return subject.name;
  }
}
