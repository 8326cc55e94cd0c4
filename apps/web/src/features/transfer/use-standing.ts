import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import type { Standing } from "./subject.ts";

/** What stands in the fields now. */
export function useStanding(): Standing {
  const { prompt, init } = useStore(draftStore);
  return { hasPrompt: prompt.trim() !== "", hasStart: init.isOn && init.image !== "" };
}
