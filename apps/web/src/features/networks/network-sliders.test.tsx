// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, press, show, write } from "../../testing/show.tsx";
import { emptyDraft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { NetworkSliders } from "./network-sliders.tsx";

const models = [
  { id: "a", kind: "lora", name: "style/Ink.safetensors", stem: "Ink" },
  { id: "b", kind: "embedding", name: "easynegative.pt", stem: "easynegative" },
  { id: "c", kind: "hypernetwork", name: "gone.pt", stem: "gone" },
];
const answers = {
  "POST /v1/models/resolve": (body: unknown) => {
    const { names, text } = body as { names: { kind: string; name: string }[]; text: string };
    return {
      models: names.map(({ kind, name }) =>
        models.find((one) => one.kind === kind && [one.stem, one.name].includes(name)),
      ),
      mentioned: models.filter(({ kind, stem }) => kind === "embedding" && text.includes(stem)),
    };
  },
};
const sliders = () =>
  all('input[type="range"]').map((slider) => [
    slider.getAttribute("aria-label"),
    ...["min", "max", "step", "value"].map((name) => Number(slider.getAttribute(name))),
  ]);

it("has nothing to say of a prompt that lays nothing over the checkpoint", async () => {
  setDraft({ ...emptyDraft, prompt: "red fox" });
  await show(<NetworkSliders />, { answers });
  expect(all("li")).toEqual([]);
});

it("has a slider for each, in both prompts; an embedding's does not go below nothing", async () => {
  setDraft({ ...emptyDraft, prompt: "fox <lora:Ink:0.8>", negativePrompt: "(easynegative:1.2)" });
  await show(<NetworkSliders />, { answers });
  expect(sliders()).toEqual([
    ["Strength of Ink", -1, 2, 0.05, 0.8],
    ["Strength of easynegative", 0, 2, 0.05, 1.2],
  ]);
  expect(all(".network-slider[data-missing]")).toEqual([]);
});

it("says which are not here: the name counts, and the kind", async () => {
  setDraft({ ...emptyDraft, prompt: "<lora:Ink:1> <lora:gone:1> <hypernet:gone:1> <lora:style/Ink.safetensors:1>" });
  await show(<NetworkSliders />, { answers });
  expect(all(".network-slider").map(({ dataset }) => dataset.missing)).toEqual([
    undefined,
    "true",
    undefined,
    undefined,
  ]);
});

it("turning one edits the prompt, and its cross takes it out", async () => {
  setDraft({ ...emptyDraft, prompt: "fox <lora:Ink:0.8>", negativePrompt: "blur <lora:gone:1>" });
  await show(<NetworkSliders />, { answers });
  await write(find('[role="spinbutton"]', "Strength of Ink"), "-0.5");
  expect(draftStore.get().prompt).toBe("fox <lora:Ink:-0.5>");
  await write(find('[role="spinbutton"]', "Strength of Ink"), "99");
  expect(draftStore.get().prompt).toBe("fox <lora:Ink:10>");
  await press(find("button", en.networks.remove.replace("{{name}}", "gone")));
  expect(draftStore.get()).toMatchObject({ prompt: "fox <lora:Ink:10>", negativePrompt: "blur" });
});
