import { useStore } from "../../ui/store.ts";
import type { Draft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";

/** A part of the order that can be left out, and its switch. */
export function useGroup<G extends "variation" | "hires" | "refiner" | "init" | "mask" | "soft">(name: G) {
  const group = useStore(draftStore)[name];
  const onChange = (isOn: boolean) => setDraft({ [name]: { ...draftStore.get()[name], isOn } } as Partial<Draft>);
  return { group, switched: { isOn: group.isOn, onChange } };
}
