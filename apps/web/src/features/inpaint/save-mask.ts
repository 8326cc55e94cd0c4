import { api } from "../../api/client.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { printMask } from "./mask-canvas.ts";

/** Makes what was drawn the mask of Create; nothing drawn means none. Errors: those of handing it in. */
export async function saveMask(canvas: HTMLCanvasElement): Promise<void> {
  const drawn = await printMask(canvas);
  const kept = drawn === undefined ? undefined : await api.putInput(drawn);
  const { mask } = draftStore.get();
  setDraft({ mask: { ...mask, isOn: kept !== undefined, image: kept?.id ?? "" } });
}
