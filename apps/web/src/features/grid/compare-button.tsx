import { Button } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** Below the list of checkpoints: choose several of them. */
export function CompareButton({ onClick }: { onClick: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconColumns3 size={16} stroke={1.5} />}
      onClick={onClick}
    >
      {t("grid.compare")}
    </Button>
  );
}
