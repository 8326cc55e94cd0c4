import type { Picture } from "@danfang/domain";
import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { modelQueries } from "../../api/model-queries.ts";
import { useStore } from "../../ui/store.ts";
import { enlargeDialog, enlargeNow } from "./enlarge-now.ts";
import { chosenUpscaler, upscalerOf } from "./upscaler-choice.ts";

const scales = [2, 4] as const;

interface EnlargeMenuProps {
  readonly picture: Picture;
  /** Paints it larger, which changes it. */
  readonly onPaint: () => void;
}

/** Larger as it is, by an upscaler; or painted larger, with new detail. */
export function EnlargeMenu({ picture, onPaint }: EnlargeMenuProps): ReactElement {
  const { t } = useTranslation();
  const { width, height } = picture;
  const { data: models = [] } = useQuery(modelQueries.usable("upscaler"));
  const upscaler = upscalerOf(models, useStore(chosenUpscaler));
  return (
    <Menu position="top-end" width={280}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("enlarge.menu")} title={t("enlarge.menu")}>
          <IconArrowsMaximize size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("enlarge.asItIs", { upscaler })}</Menu.Label>
        {scales.map((scale) => (
          <Menu.Item
            key={scale}
            onClick={() => void enlargeNow(picture, scale)}
            rightSection={<span className="tiny tabular faded">{`${width * scale} × ${height * scale}`}</span>}
          >
            {t("enlarge.times", { scale })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => enlargeDialog.set([{ picture }])}>{t("enlarge.more")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={onPaint}>{t("create.enlarge")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
