import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { connection } from "../../api/live.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { openQuestion } from "../../ui/question.ts";
import { useStore } from "../../ui/store.ts";
import { useEver } from "../../ui/use-ever.ts";
import { enlargeDialog } from "../enlarge/enlarge-now.ts";
import { PasteAnywhere } from "../transfer/paste-anywhere.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { Troubles } from "./troubles.tsx";
import { useChosenLook } from "./use-chosen-look.ts";
import { useProgressTitle } from "./use-progress-title.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import "./shell.css";

const QuestionBox = lazyPart(async () => (await import("../../ui/question-box.tsx")).QuestionBox);
const EnlargeDialog = lazyPart(async () => (await import("../enlarge/enlarge-dialog.tsx")).EnlargeDialog);
const ShortcutList = lazyPart(async () => (await import("./shortcut-list.tsx")).ShortcutList);

/** What stays around every page: the pickers above, the places at the side. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const state = useStore(connection);
  const question = useStore(openQuestion);
  useChosenLook();
  useProgressTitle();
  const toEnlarge = useStore(enlargeDialog);
  const shortcuts = useShortcuts();
  const isListWanted = useEver(shortcuts.listOpened);
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
      <div className="news">
        <Troubles />
        <Notices />
      </div>
      <Rail />
      <main id="main" ref={main} className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      {state === "lost" && (
        <div className="lost-bar" role="status">
          {t("top.lost")}
        </div>
      )}
      {question !== undefined && <QuestionBox question={question} />}
      {toEnlarge !== undefined && <EnlargeDialog first={toEnlarge} />}
      <PasteAnywhere />
      {isListWanted && <ShortcutList opened={shortcuts.listOpened} onClose={shortcuts.closeList} />}
    </div>
  );
}
