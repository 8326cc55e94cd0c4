import type { Picture } from "@danfang/domain";
import { IconInfoTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "./toasts.ts";
import "./note-list.css";

/**
 * What of an order did not act as its author expects, and what to do about it: the same wherever its pictures or its job
 * are shown.
 */
export function NoteList({ notes = [] }: { notes: Picture["notes"] }): ReactElement | null {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <ul className="notes" aria-label={t("common.notes")}>
      {notes.map((note) => {
        const { title, hint } = wordsOf(note);
        return (
          <li key={`${note.code} ${note.message}`} className="note small">
            <IconInfoTriangle size={16} stroke={1.6} className="note-icon" aria-hidden />
            <span>
              {title} <span className="faded">{hint}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
