import { Popover } from "@mantine/core";
import { IconPalette, IconX } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { toggleStyle } from "./toggle-style.ts";
import "./styles.css";

const StyleList = lazyPart(async () => (await import("./style-list.tsx")).StyleList);

/** Styles: pieces of prompt with names. Those that are ticked are added when a picture is painted. */
export function StylesPicker(): ReactElement {
  const { t } = useTranslation();
  const { styles: chosen } = useStore(draftStore);
  const [opened, setOpened] = useState(false);
  // The list's search field takes the focus as the list opens, so it has to be there.
  const toggle = async () => {
    if (await StyleList.fetch()) setOpened((before) => !before);
  };
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        width="min(400px, calc(100vw - 20px))"
        trapFocus
      >
        <Popover.Target>
          <button
            type="button"
            className="picker picker-small"
            aria-haspopup="dialog"
            aria-expanded={opened}
            onClick={() => void toggle()}
          >
            <IconPalette size={15} stroke={1.6} aria-hidden />
            <span>{t("styles.title")}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("styles.title")}>
          <StyleList onDone={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
      {chosen.map((name) => (
        <span key={name} className="style-chip">
          <span className="clip">{name}</span>
          <button type="button" aria-label={t("styles.takeAway", { name })} onClick={() => toggleStyle(name)}>
            <IconX size={13} stroke={1.8} aria-hidden />
          </button>
        </span>
      ))}
    </>
  );
}
