// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { find, show } from "../../testing/show.tsx";
import { emptyDraft } from "../draft/draft.ts";
import { setDraft } from "../draft/draft-store.ts";
import { VaePicker } from "./vae-picker.tsx";

async function shown(vae: string): Promise<{ readonly wide: string; readonly narrow: string; readonly title: string }> {
  setDraft({ ...emptyDraft, vae });
  await show(<VaePicker />, { answers: { "GET /v1/models": { models: [] } } });
  return {
    wide: find(".wide-only").textContent ?? "",
    narrow: find(".narrow-only").textContent ?? "",
    title: find("button.picker-vae").title,
  };
}

describe("the VAE's button", () => {
  it("says Automatic, with what that means where there is room", async () => {
    const { wide, narrow, title } = await shown("auto");
    expect(narrow).toBe(en.top.vaeAutoShort);
    expect(wide).toContain(en.top.vaeBaked);
    expect(title).toBe(`${en.top.vae}: ${wide}`);
  });

  it("says that there is none where none is wanted", async () => {
    expect(await shown("none")).toMatchObject({ wide: en.top.vaeNone, narrow: en.top.vaeNone });
  });

  it("says the name of a chosen one, also where it is not here", async () => {
    expect(await shown("gone.pt")).toMatchObject({ wide: "gone.pt", narrow: "gone.pt" });
  });
});
