import { Kbd } from "@mantine/core";
import { Fragment, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/dialog.tsx";
import { places } from "./places.ts";

/** Keys and what they do. A list within a list is pressed together; a second one follows after `then`. */
const keys = [
  ["generate", ["Ctrl", "Enter"]],
  ["stop", ["Alt", "Enter"]],
  ["focusPrompt", ["/"]],
  ["stronger", ["Ctrl", "↑"]],
  ["weaker", ["Ctrl", "↓"]],
  ["paste", ["Ctrl", "V"]],
  ["undo", ["Ctrl", "Z"]],
  ["redo", ["Ctrl", "Y"]],
  ["open", ["Space"]],
  ["arrows", ["←", "→"]],
  ["close", ["Esc"]],
  ["keys", ["?"]],
] as const;

export function ShortcutKeys(): ReactElement {
  const { t } = useTranslation();
  return (
    <dl className="shortcut-list">
      {keys.map(([name, combination]) => (
        <Fragment key={name}>
          <dt>
            {combination.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dt>
          <dd>{t(`keys.${name}`)}</dd>
        </Fragment>
      ))}
      {places.map(({ name, key }) => (
        <Fragment key={name}>
          <dt>
            <Kbd>g</Kbd>
            <span className="faded tiny">{t("keys.after")}</span>
            <Kbd>{key}</Kbd>
          </dt>
          <dd>{t(`keys.${name}`)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

export function ShortcutList({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("keys.title")} size="md" centered>
      <ShortcutKeys />
    </Dialog>
  );
}
