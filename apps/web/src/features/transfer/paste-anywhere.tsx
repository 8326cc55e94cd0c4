import { IconArrowDownLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isEditable } from "../../ui/is-editable.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { useEver } from "../../ui/use-ever.ts";
import { asked } from "./asked.ts";
import { placeUnder, showPlace } from "./drop-places.ts";
import { isFieldsOwn, readOffered } from "./offered.ts";
import { pasteBoxOpened, takeOffered } from "./paste.ts";
import { longestText } from "./text-kind.ts";
import "./paste.css";

const PasteBox = lazyPart(async () => (await import("./paste-box.tsx")).PasteBox);
const QuestionCard = lazyPart(async () => (await import("./question-card.tsx")).QuestionCard);

/** Whether a field of somebody's takes what is pasted here: not the question's own box. */
const belongsToField = (target: EventTarget | null): boolean =>
  isEditable(target) && !(target instanceof Element && target.closest("[data-question]") !== null);

/** What a drag holds is told by its types alone until it falls. */
const holdsFiles = ({ types }: DataTransfer): boolean => types.includes("Files");

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
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null) return;
      const offered = readOffered(event.clipboardData);
      const isTooLong = offered.text.length > longestText;
      if (belongsToField(event.target) && isFieldsOwn(offered) && !isTooLong) return;
      event.preventDefault();
      event.stopPropagation();
      void take(offered);
    }
    function leave() {
      setOverPage(false);
      showPlace(undefined);
    }
    function onDragOver(event: DragEvent) {
      // Words that are dragged over a text field go where its cursor is.
      if (event.dataTransfer !== null && !holdsFiles(event.dataTransfer) && belongsToField(event.target))
        return leave();
      event.preventDefault();
      const place = placeUnder(event.target);
      showPlace(place);
      setOverPage(place === undefined);
    }
    function onDragLeave(event: DragEvent) {
      if (event.relatedTarget === null) leave();
    }
    function onDrop(event: DragEvent) {
      leave();
      if (event.dataTransfer === null || (!holdsFiles(event.dataTransfer) && belongsToField(event.target))) return;
      event.preventDefault();
      event.stopPropagation(); // an editor would write a file's text into itself
      const at = { x: event.clientX, y: event.clientY };
      void take(readOffered(event.dataTransfer), { place: placeUnder(event.target)?.place, at });
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    addEventListener("paste", onPaste, { signal, capture: true });
    addEventListener("dragover", onDragOver, { signal });
    addEventListener("dragleave", onDragLeave, { signal });
    addEventListener("drop", onDrop, { signal, capture: true });
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
