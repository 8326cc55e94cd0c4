import { IconArrowDownLeft } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import { useEver } from "../../ui/use-ever.ts";
import { isEditable } from "../shell/use-shortcuts.ts";
import { pasteBoxOpened, pasteTransfer } from "./paste.ts";
import "./paste.css";

const PasteBox = lazyPart(async () => (await import("./paste-box.tsx")).PasteBox);

/** Ctrl+V outside of text fields, a drop anywhere, and the box that ↙ opens. */
export function PasteAnywhere(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isBoxWanted = useEver(useStore(pasteBoxOpened));
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    const take = async (data: DataTransfer) => {
      pasteBoxOpened.set(false);
      if (await pasteTransfer(data)) await navigate({ to: "/" });
    };
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null) return;
      const hasFile = event.clipboardData.files.length > 0;
      if (isEditable(event.target) && !hasFile) return;
      event.preventDefault();
      void take(event.clipboardData);
    }
    function onDragOver(event: DragEvent) {
      event.preventDefault();
      setDragging(true);
    }
    function onDragLeave(event: DragEvent) {
      if (event.relatedTarget === null) setDragging(false);
    }
    function onDrop(event: DragEvent) {
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer !== null) void take(event.dataTransfer);
    }
    const leaving = new AbortController();
    const { signal } = leaving;
    addEventListener("paste", onPaste, { signal });
    addEventListener("dragover", onDragOver, { signal });
    addEventListener("dragleave", onDragLeave, { signal });
    addEventListener("drop", onDrop, { signal });
    return () => leaving.abort();
  }, [navigate]);

  return (
    <>
      {isDragging && (
        <div className="drop-cover">
          <p>
            <IconArrowDownLeft size={32} stroke={1.4} aria-hidden />
            {t("paste.drop")}
          </p>
        </div>
      )}
      {isBoxWanted && <PasteBox />}
    </>
  );
}
