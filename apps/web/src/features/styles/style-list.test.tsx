// @vitest-environment happy-dom

import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, Refused, show, write } from "../../testing/show.tsx";
import { emptyDraft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { StyleList } from "./style-list.tsx";

const styles = [
  { name: "ink wash", prompt: "{prompt}, ink wash", negativePrompt: "photo", isOwn: true },
  { name: "theirs", prompt: "oil", negativePrompt: "", isOwn: false },
];
const answersOf = (list: readonly object[], problems: readonly object[] = []) => ({
  "GET /v1/styles": { styles: list, problems },
  "POST /v1/styles": (style: object) => ({ ...style, isOwn: true }),
});
const list = <StyleList onDone={() => undefined} />;
const save = () => find("button", en.styles.save) as HTMLButtonElement;

describe("styles", () => {
  it("are invited for while there are none", async () => {
    await show(list, { answers: answersOf([]) });
    expect(all(".style-empty").length).toBe(1);
    expect(all(".style-row")).toEqual([]);
  });
  it("that cannot be read are told, in place of the invitation", async () => {
    const problem = { code: "styles/unreadable", message: "styles.csv cannot be read.", hint: "" };
    await show(list, { answers: answersOf([], [problem]) });
    expect(document.body.textContent).toContain("styles.csv cannot be read.");
    expect(all(".style-empty")).toEqual([]);
  });
  it("are ticked for the next picture; those of others are not deleted", async () => {
    await show(list, { answers: answersOf(styles) });
    await press(all('input[type="checkbox"]')[1]!);
    expect(draftStore.get().styles).toEqual(["theirs"]);
    expect(all("button", /^Delete/).length).toBe(1);
  });
  it("are found by name and by words", async () => {
    await show(list, { answers: answersOf(styles) });
    await write(find(`input[aria-label="${en.common.search}"]`), "OIL");
    expect(all(".style-row").length).toBe(1);
    await write(find(`input[aria-label="${en.common.search}"]`), "nothing");
    expect(find(".style-empty").textContent).toBe(en.top.noMatch);
  });
  it.each([
    ["words", { prompt: "fox" }, true],
    ["words of what should not be there alone", { negativePrompt: "blurry" }, true],
    ["no words", {}, false],
  ])("are saved with a name and %s: %s", async (_, words, can) => {
    setDraft({ ...emptyDraft, ...words });
    const { asked } = await show(list, { answers: answersOf([]) });
    expect(save().disabled).toBe(true);
    await write(find(`input[aria-label="${en.styles.saveAs}"]`), " mine ");
    expect(save().disabled).toBe(!can);
    if (!can) return;
    await press(save());
    expect(asked.find(({ what }) => what === "POST /v1/styles")?.body).toEqual({
      name: "mine",
      prompt: "",
      negativePrompt: "",
      ...words,
    });
  });
  it("say why one could not be saved, and keep its name", async () => {
    setDraft({ ...emptyDraft, prompt: "fox" });
    const problem = { code: "styles/exists", message: "There is one of that name.", hint: "" };
    await show(list, { answers: { ...answersOf(styles), "POST /v1/styles": new Refused(problem) } });
    await write(find(`input[aria-label="${en.styles.saveAs}"]`), "ink wash");
    await press(save());
    expect(document.body.textContent).toContain("There is one of that name.");
    expect((find(`input[aria-label="${en.styles.saveAs}"]`) as HTMLInputElement).value).toBe("ink wash");
  });
});
