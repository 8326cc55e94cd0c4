import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";

/** Adds a style to what is painted, or takes it away again. */
export function toggleStyle(name: string): DraftStep | undefined {
  const { styles } = draftStore.get();
  return setDraft({ styles: styles.includes(name) ? styles.filter((other) => other !== name) : [...styles, name] });
}
