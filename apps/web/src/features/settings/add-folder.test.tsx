// @vitest-environment happy-dom

import { expect, it, vi } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, find, never, press, Refused, show, write } from "../../testing/show.tsx";
import { AddFolder } from "./add-folder.tsx";

const check = { path: "/models", layout: "webui", counts: { checkpoint: 12, lora: 30 }, warnings: [] as object[] };
const warning = { code: "folders/empty", message: "/models is empty.", hint: "" };

async function look(answer: unknown, isAdded = true) {
  const onAdd = vi.fn(async () => isAdded);
  await show(<AddFolder onAdd={onAdd} />, { answers: { "POST /v1/models/folders/check": answer } });
  await write(find("input"), "/models");
  await press(find("button", en.common.add));
  return onAdd;
}
const typed = () => (find("input") as HTMLInputElement).value;

it("adds a folder that is as it should be, and says what it found", async () => {
  const onAdd = await look(check);
  expect(onAdd).toHaveBeenCalledExactlyOnceWith("/models");
  expect(document.body.textContent).toContain("12 checkpoints, 30 LoRA");
  expect(typed()).toBe("");
});

it("asks before it adds one that is odd, and leaves it when told to", async () => {
  const onAdd = await look({ ...check, warnings: [warning] });
  expect(onAdd).not.toHaveBeenCalled();
  expect(document.body.textContent).toContain("/models is empty.");
  await press(find("button", en.common.cancel));
  expect(all(".folder-odd")).toEqual([]);
  await press(find("button", en.common.add));
  await press(find("button", en.folders.addAnyway));
  expect(onAdd).toHaveBeenCalledExactlyOnceWith("/models");
});

it("says why one is refused, and keeps what was typed; typing on takes the complaint away", async () => {
  const onAdd = await look(new Refused({ code: "folders/file", message: "/models is a file.", hint: "" }));
  expect(onAdd).not.toHaveBeenCalled();
  expect(document.body.textContent).toContain("/models is a file.");
  expect(typed()).toBe("/models");
  await write(find("input"), "/other");
  expect(document.body.textContent).not.toContain("/models is a file.");
});

it("keeps what was typed when the settings could not be saved", async () => {
  await look(check, false);
  expect(typed()).toBe("/models");
});

it("says that it looks while it does, and is not asked twice", async () => {
  await look(never);
  expect(document.body.textContent).toContain(en.folders.looking);
  expect((find("button", en.common.add) as HTMLButtonElement).disabled).toBe(true);
});
