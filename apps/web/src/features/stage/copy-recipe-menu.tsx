import { findingIn, type Picture } from "@danfang/domain";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import i18next from "i18next";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, type RecipeForm } from "../../api/client.ts";
import { copyText } from "../../ui/copy-text.ts";
import { say, sayProblem } from "../../ui/toasts.ts";

const forms = ["a1111", "comfyui", "json"] as const satisfies readonly RecipeForm[];

/** The picture's recipe on the clipboard, for this program or that one; what has no place there is said. */
async function copyAs(picture: Picture, form: RecipeForm): Promise<void> {
  try {
    const { text, findings } = await api.writeRecipe(picture.infotext, form);
    await copyText(text);
    for (const finding of findings) say(findingIn(i18next.language, finding));
  } catch (error) {
    sayProblem(error);
  }
}

export function CopyRecipeMenu({ picture }: { picture: Picture }): ReactElement {
  const { t } = useTranslation();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t("create.copyRecipe")}
          title={t("create.copyRecipe")}
        >
          <IconCopy size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("create.copyRecipe")}</Menu.Label>
        <Menu.Item onClick={() => void copyText(picture.infotext)}>{t("create.copyAs.asItIs")}</Menu.Item>
        {forms.map((form) => (
          <Menu.Item key={form} onClick={() => void copyAs(picture, form)}>
            {t(`create.copyAs.${form}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
