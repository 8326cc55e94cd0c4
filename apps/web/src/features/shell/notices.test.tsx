// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { all, press, show } from "../../testing/show.tsx";
import { Notices } from "./notices.tsx";
import { Troubles } from "./troubles.tsx";

const notice = (code: string) => ({ code, message: `${code} happened.`, hint: "Look." });
const answersOf = (more: object) => ({ "GET /v1/status": { notices: [], troubles: [], ...more } });

it("has nothing to say when nothing went wrong", async () => {
  await show(<Notices />, { answers: answersOf({}) });
  expect(all(".notices")).toEqual([]);
});

it("says what went wrong until it is sent away, each by itself, and not again", async () => {
  const answers = answersOf({ notices: [notice("one"), notice("two")] });
  await show(<Notices />, { answers });
  expect(all(".notice").length).toBe(2);
  await press(all("button", en.top.dismissNotice)[0]!);
  expect(all(".notice").map(({ textContent }) => textContent)).toEqual(["two happened. Look."]);
  await press(all("button", en.top.dismissNotice)[0]!);
  expect(all(".notice")).toEqual([]);
});

it("what does not work now cannot be sent away, and says since when", async () => {
  const trouble = { key: "disk", since: "2026-11-01T10:05:00.000Z", problem: notice("studio/diskFull") };
  await show(<Troubles />, { answers: answersOf({ troubles: [trouble] }) });
  expect(all(".notice").length).toBe(1);
  expect(all("button")).toEqual([]);
  expect(all("time")[0]?.getAttribute("datetime")).toBe(trouble.since);
});
