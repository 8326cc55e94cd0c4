import { isEditable } from "../../ui/is-editable.ts";
import { placeUnder, showPlace } from "./drop-places.ts";
import { isFieldsOwn, type Offered, readOffered } from "./offered.ts";
import type { OfferedAt } from "./paste.ts";
import { longestText } from "./text-kind.ts";

type Take = (offered: Offered, where?: OfferedAt) => unknown;

interface DropListener {
  readonly take: Take;
  /** Whether something is dragged over the page where no place of its own takes it. */
  readonly onOverPage: (isOver: boolean) => void;
}

/** Whether a field of somebody's takes what is pasted here: not the question's own box. */
const belongsToField = (target: EventTarget | null): boolean =>
  isEditable(target) && !(target instanceof Element && target.closest("[data-question]") !== null);

/** What a drag holds is told by its types alone until it falls. */
const holdsFiles = ({ types }: DataTransfer): boolean => types.includes("Files");

/** Takes what is pasted outside of text fields, and into one what no field can hold, until `signal` aborts. */
export function hearPastes(take: Take, signal: AbortSignal): void {
  function onPaste(event: ClipboardEvent) {
    if (event.clipboardData === null) return;
    const offered = readOffered(event.clipboardData);
    const isTooLong = offered.text.length > longestText;
    if (belongsToField(event.target) && isFieldsOwn(offered) && !isTooLong) return;
    event.preventDefault();
    event.stopPropagation();
    take(offered);
  }
  addEventListener("paste", onPaste, { signal, capture: true });
}

/** Shows where what is dragged over the page would fall, and takes it when it does, until `signal` aborts. */
export function hearDrops({ take, onOverPage }: DropListener, signal: AbortSignal): void {
  function leave() {
    onOverPage(false);
    showPlace(undefined);
  }
  function onDragOver(event: DragEvent) {
    // Words that are dragged over a text field go where its cursor is.
    if (event.dataTransfer !== null && !holdsFiles(event.dataTransfer) && belongsToField(event.target)) return leave();
    event.preventDefault();
    const place = placeUnder(event.target);
    showPlace(place);
    onOverPage(place === undefined);
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
    take(readOffered(event.dataTransfer), { place: placeUnder(event.target)?.place, at });
  }
  addEventListener("dragover", onDragOver, { signal });
  addEventListener("dragleave", onDragLeave, { signal });
  addEventListener("drop", onDrop, { signal, capture: true });
}
