import { listedKinds, type ModelCounts } from "@danfang/domain";
import { useTranslation } from "react-i18next";

/** Tells counts by kind: "12 checkpoints, 30 LoRAs"; undefined where there is nothing. */
export function useCountsText(): (counts: ModelCounts) => string | undefined {
  const { t } = useTranslation();
  return (counts) => {
    const parts = listedKinds.flatMap((kind) => {
      const count = counts[kind] ?? 0;
      return count > 0 ? [t(`folders.${kind}`, { count })] : [];
    });
    return parts.length > 0 ? parts.join(t("folders.comma")) : undefined;
  };
}
