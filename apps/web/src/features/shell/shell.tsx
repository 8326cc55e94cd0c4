import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { connection } from "../../api/live.ts";
import { useStore } from "../../ui/store.ts";
import { PasteAnywhere } from "../recipes/paste-anywhere.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import { TopBar } from "./top-bar.tsx";
import { useChosenLook } from "./use-chosen-look.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import "./shell.css";

/** What stays around every page: the pickers above, the places at the side. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const state = useStore(connection);
  useChosenLook();
  const shortcuts = useShortcuts();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place begins at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [path]);
  return (
    <div className="shell">
      <a href="#main" className="skip-link">
        {t("app.skip")}
      </a>
      <TopBar />
      <Notices />
      <Rail />
      <main id="main" ref={main} className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      {state === "lost" && (
        <div className="lost-bar" role="status">
          {t("top.lost")}
        </div>
      )}
      <PasteAnywhere />
      <ShortcutList opened={shortcuts.listOpened} onClose={shortcuts.closeList} />
    </div>
  );
}
