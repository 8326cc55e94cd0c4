import type { Seconds } from "@danfang/domain";
import { useTranslation } from "react-i18next";
import { waitOf } from "./duration.ts";

/** A time to wait in words: `12 s`, `3 分 5 秒`. */
export function useWaitText(): (seconds: Seconds) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const wait = waitOf(seconds);
    switch (wait.unit) {
      case "soon":
        return t("create.soon");
      case "seconds":
        return t("create.seconds", wait);
      case "minutes":
        return t("create.minutes", wait);
      case "hours":
        return t("create.hours", wait);
    }
  };
}
