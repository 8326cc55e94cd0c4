import { draftStore, setDraft } from "../draft/draft.ts";

/** Adds a style to what is painted, or takes it away again. */
export const toggleStyle = (name: string): void => {
  const { styles } = draftStore.get();
  setDraft({ styles: styles.includes(name) ? styles.filter((other) => other !== name) : [...styles, name] });
};
