import i18next from "i18next";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { fillDraft } from "../draft/undo.ts";
import { type NetworkInPrompt, withNetwork, withoutNetwork } from "./networks-in-prompt.ts";

/** Names a network at the prompt's end, with the strength that its card recommends. */
export const insertNetwork = (
  kind: NetworkInPrompt["kind"],
  stem: string,
  strength?: number | undefined,
): DraftStep | undefined =>
  fillDraft(
    { prompt: withNetwork(draftStore.get().prompt, kind, stem, strength) },
    "network",
    i18next.t("undo.said.network", { name: stem }),
  );

/** Takes a network out of a prompt. */
export const removeNetwork = (field: "prompt" | "negativePrompt", network: NetworkInPrompt): DraftStep | undefined =>
  fillDraft(
    { [field]: withoutNetwork(draftStore.get()[field], network) },
    "network",
    i18next.t("undo.said.networkRemoved", { name: network.name }),
  );
