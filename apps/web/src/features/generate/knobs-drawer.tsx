import type { Seed } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/dialog.tsx";
import { Knobs } from "./knobs.tsx";

interface KnobsDrawerProps {
  readonly shownSeed: Seed | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The knobs on a phone: a sheet that comes up from below. */
export function KnobsDrawer({ shownSeed, opened, onClose }: KnobsDrawerProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Sheet opened={opened} onClose={onClose} position="bottom" size="auto" title={t("create.knobs")}>
      <Knobs shownSeed={shownSeed} />
    </Sheet>
  );
}
