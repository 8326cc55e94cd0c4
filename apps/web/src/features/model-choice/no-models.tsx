import { Button } from "@mantine/core";
import { IconBox, IconFolderPlus, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";

/** Nothing is found; or there is nothing yet, and what to do about it. */
export function NoModels({ isFiltered, onAll }: { isFiltered: boolean; onAll?: () => void }): ReactElement {
  const { t } = useTranslation();
  if (isFiltered)
    return (
      <EmptyState
        icon={<IconSearch size={26} stroke={1.4} />}
        title={t("models.emptySearch")}
        hint=""
        action={
          onAll && (
            <Button variant="default" onClick={onAll}>
              {t("wall.showAll")}
            </Button>
          )
        }
      />
    );
  return (
    <EmptyState
      icon={<IconBox size={26} stroke={1.4} />}
      title={t("models.empty")}
      hint={t("models.emptyHint")}
      action={
        <div className="row">
          <Button
            component={Link}
            to="/settings"
            variant="default"
            leftSection={<IconFolderPlus size={17} stroke={1.5} />}
          >
            {t("models.addFolder")}
          </Button>
          <Button component={Link} to="/help" variant="subtle" color="gray">
            {t("models.whatIs")}
          </Button>
        </div>
      }
    />
  );
}
