// @vitest-environment happy-dom
import { type ReactElement, useState } from "react";
import { expect, it, vi } from "vitest";
import { en } from "../i18n/en/en.ts";
import { all, find, press, show } from "../testing/show.tsx";
import { Dialog, Sheet } from "./dialog.tsx";

function Two({ onClose }: { onClose: (which: string) => void }): ReactElement {
  const [opened, setOpened] = useState<readonly string[]>([]);
  const close = (which: string) => {
    onClose(which);
    setOpened((before) => before.filter((other) => other !== which));
  };
  return (
    <>
      <button type="button" onClick={() => setOpened(["lower"])}>
        open
      </button>
      <Dialog opened={opened.includes("lower")} onClose={() => close("lower")} title="lower">
        <button type="button" onClick={() => setOpened(["lower", "upper"])}>
          further
        </button>
      </Dialog>
      <Sheet opened={opened.includes("upper")} onClose={() => close("upper")} title="upper">
        words
      </Sheet>
    </>
  );
}

it("Back closes what was opened last, one after the other, and only then leaves the page", async () => {
  const onClose = vi.fn();
  const { back, place, entries } = await show(<Two onClose={onClose} />);
  const before = entries();
  await press(find("button", "open"));
  await press(find("button", "further"));
  expect(entries()).toBe(before + 2);
  await back();
  expect(onClose.mock.calls).toEqual([["upper"]]);
  await back();
  expect(onClose.mock.calls).toEqual([["upper"], ["lower"]]);
  expect(place()).toBe("/");
});

it("closed by its cross, it leaves nothing behind for Back to stop at", async () => {
  const onClose = vi.fn();
  const { position } = await show(<Two onClose={onClose} />);
  await press(find("button", "open"));
  expect(position()).toBe(1);
  await press(all("button", en.common.close)[0]!);
  expect(onClose.mock.calls).toEqual([["lower"]]);
  await expect.poll(position).toBe(0);
});
