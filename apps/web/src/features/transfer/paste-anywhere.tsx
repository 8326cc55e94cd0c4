import { IconArrowDownLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { useEver } from "../../ui/use-ever.ts";
import { asked } from "./asked.ts";
import { hearDrops, hearPastes } from "./hear-offered.ts";
import { pasteBoxOpened, takeOffered } from "./paste.ts";
import "./paste.css";

const PasteBox = lazyPart(async () => (await import("./paste-box.tsx")).PasteBox);
const QuestionCard = lazyPart(async () => (await import("./question-card.tsx")).QuestionCard);

/** Ctrl+V outside of text fields, a drop anywhere, the box that ↙ opens, and the question about what it was. */
export function PasteAnywhere(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isBoxWanted = useEver(useStore(pasteBoxOpened));
  const isAsking = useStore(asked) !== undefined;
  const [isOverPage, setOverPage] = useState(false);

  useEffect(() => {
    const take = async (...what: Parameters<typeof takeOffered>) => {
      pasteBoxOpened.set(false);
      if (await takeOffered(...what)) await navigate({ to: "/" });
    };
    const leaving = new AbortController();
    hearPastes(take, leaving.signal);
    hearDrops({ take, onOverPage: setOverPage }, leaving.signal);
    return () => leaving.abort();
  }, [navigate]);

  return (
    <>
      {isOverPage && (
        <div className="drop-cover">
          <p>
            <IconArrowDownLeft size={32} stroke={1.4} aria-hidden />
            {t("paste.drop")}
          </p>
        </div>
      )}
      {isBoxWanted && <PasteBox />}
      {isAsking && <QuestionCard />}
    </>
  );
}
