// @vitest-environment happy-dom
import { act, type ReactElement } from "react";
import { describe, expect, it } from "vitest";
import { find, settled, show } from "../../testing/show.tsx";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { useShortcuts } from "./use-shortcuts.ts";

function Keys(): ReactElement {
  const { listOpened } = useShortcuts();
  return (
    <>
      <p>{listOpened ? "list" : "no list"}</p>
      <textarea aria-label="words" />
      <input type="range" aria-label="knob" />
    </>
  );
}
async function key(name: string, more: KeyboardEventInit & { at?: number; on?: Element } = {}): Promise<void> {
  const { at, on = document.body, ...init } = more;
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init });
  if (at !== undefined) Object.defineProperty(event, "timeStamp", { value: at });
  await act(async () => {
    on.dispatchEvent(event);
  });
  await settled();
}

describe("keys", () => {
  it.each([
    ["g", "/gallery"],
    ["m", "/models"],
    ["q", "/queue"],
  ])("g and then %s goes to %s", async (name, path) => {
    const { place } = await show(<Keys />);
    await key("g", { at: 1000 });
    await key(name, { at: 1500 });
    expect(place()).toBe(path);
  });
  it("a place alone, or long after g, goes nowhere", async () => {
    const { place } = await show(<Keys />);
    await key("q", { at: 5000 });
    await key("g", { at: 6000 });
    await key("q", { at: 9000 });
    expect(place()).toBe("/");
  });
  it("letters that are typed into a field, or with Ctrl, are no keys of the page", async () => {
    const { place } = await show(<Keys />);
    const field = find("textarea");
    await key("g", { at: 1000, on: field });
    await key("q", { at: 1100, on: field });
    await key("?", { on: field });
    await key("?", { ctrlKey: true });
    expect(place()).toBe("/");
    expect(find("p").textContent).toBe("no list");
  });
  it("? opens the list; Esc leaves a field", async () => {
    await show(<Keys />);
    await key("?");
    expect(find("p").textContent).toBe("list");
    const field = find("textarea");
    field.focus();
    await key("Escape", { on: field });
    expect(document.activeElement).not.toBe(field);
  });
  it("Ctrl+Z takes back a change of Create's fields, Ctrl+Y and Ctrl+Shift+Z bring it back; not where text is typed", async () => {
    await show(<Keys />);
    setDraft({ steps: 33 }, "settings");
    await key("z", { ctrlKey: true, on: find("textarea") });
    expect(draftStore.get().steps).toBe(33);
    await key("z", { ctrlKey: true, on: find('input[type="range"]') });
    expect(draftStore.get().steps).not.toBe(33);
    await key("y", { ctrlKey: true });
    expect(draftStore.get().steps).toBe(33);
    await key("z", { metaKey: true });
    await key("z", { ctrlKey: true, shiftKey: true });
    expect(draftStore.get().steps).toBe(33);
  });
});
