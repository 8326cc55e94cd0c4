import type { Seconds } from "@danfang/domain";
import { useTranslation } from "react-i18next";

/** How long something takes, as far as anybody can know: `about 25 minutes`. */
export function useAboutText(): (seconds: Seconds) => string {
  const { t } = useTranslation();
  return (seconds) => {
    const minutes = Math.round(seconds / 60);
    const time =
      minutes <= 1
        ? t("queue.aboutSoon")
        : minutes < 90
          ? t("queue.aboutMinutes", { count: minutes })
          : t("queue.aboutHours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
    return t("queue.about", { time });
  };
}
