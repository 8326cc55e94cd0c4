import type { Picture } from "@danfang/domain";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { modelsOfPicture } from "../models/models-of-picture.ts";

/** What is done more seldom: make the picture that of a model it was painted with. */
export function PreviewMenu({ picture }: { picture: Picture }): ReactElement | null {
  const { t } = useTranslation();
  const { data: models = [] } = useQuery({
    queryKey: ["models", "of picture", picture.id],
    queryFn: () => modelsOfPicture(picture),
  });
  if (models.length === 0) return null;
  return (
    <Menu position="top-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("common.more")} title={t("common.more")}>
          <IconDots size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("models.usePreviewOf")}</Menu.Label>
        {models.map((model) => (
          <Menu.Item
            key={model.id}
            onClick={() =>
              void import("../models/change-preview.ts").then(({ choosePreview }) => choosePreview(model, picture.id))
            }
          >
            {t(`kind.${model.kind}`)} {model.stem}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
