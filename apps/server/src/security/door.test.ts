import type { Clock } from "@danfang/domain";
import { expect, it } from "vitest";
import { openDoor } from "./door.ts";

/** A door that opens for "right", and time that passes when somebody waits. */
function door() {
  let time = 1_000_000;
  const clock: Clock = {
    now: () => time,
    after(milliseconds, call) {
      time += milliseconds;
      call();
      return () => undefined;
    },
    every: () => () => undefined,
  };
  const judged: string[] = [];
  const opened = openDoor((header) => {
    judged.push(header ?? "");
    return header === "right";
  }, clock);
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { door: opened, judged, pass, since: (start: number) => time - start, now: () => time };
}

const from = (address: string, header: string | undefined, pass?: string) => ({ address, header, pass });

it("whoever mistypes is judged at once, ten times; a visit without a password is no guess", async () => {
  const { door: one, since, now } = door();
  const start = now();
  for (let i = 0; i < 50; i++) await one.ask(from("a", undefined));
  for (let i = 0; i < 10; i++) expect(await one.ask(from("a", "wrong"))).toEqual({ state: "wrong" });
  expect(since(start)).toBe(0);
});

it("after ten wrong guesses an address is judged once a second, its right password too", async () => {
  const { door: one, since, now } = door();
  for (let i = 0; i < 10; i++) await one.ask(from("a", "wrong"));
  await one.ask(from("a", "wrong")); // its turn is now
  const start = now();
  for (let i = 0; i < 20; i++) await one.ask(from("a", "wrong"));
  expect(await one.ask(from("a", "right"))).toEqual({ state: "in" });
  expect(since(start)).toBe(21_000);
});

it("of a crowd of guesses at once, five wait for their turn; the others are refused unread", async () => {
  const clock = { now: () => 0, after: () => () => undefined, every: () => () => undefined }; // nobody's turn comes
  let judged = 0;
  const one = openDoor(() => {
    judged++;
    return false;
  }, clock);
  for (let i = 0; i < 10; i++) await one.ask(from("a", "wrong"));
  const refused: unknown[] = [];
  for (let i = 0; i < 100; i++) void one.ask(from("a", `guess ${i}`)).then((answer) => refused.push(answer));
  await new Promise(setImmediate);
  expect(refused).toHaveLength(95);
  expect(refused.at(-1)).toEqual({ state: "tooMany", seconds: 6 });
  expect(judged).toBe(10);
});

it("guesses from elsewhere, and from the same place, do not keep out who has been in", async () => {
  const { door: one, since, now } = door();
  const pass = one.givePass();
  for (let i = 0; i < 30; i++) await one.ask(from("a", "wrong"));
  const start = now();
  expect(await one.ask(from("b", "right"))).toEqual({ state: "in" });
  expect(await one.ask(from("a", "right", pass))).toEqual({ state: "in" });
  expect(since(start)).toBe(0);
});

it("a pass opens nothing, has only ten guesses of its own, and one that was made up has none", async () => {
  const { door: one, since, now } = door();
  const pass = one.givePass();
  const start = now();
  for (let i = 0; i < 10; i++) expect(await one.ask(from("a", "wrong", pass))).toEqual({ state: "wrong" });
  expect(since(start)).toBe(0);
  for (let i = 0; i < 3; i++) await one.ask(from("a", "wrong", pass));
  expect(since(start)).toBe(2_000);
  for (let i = 0; i < 12; i++) await one.ask(from("b", "wrong", `made up ${i}`));
  expect(since(start)).toBe(3_000);
});

it("a wrong guess is forgiven after a minute", async () => {
  const { door: one, pass, since, now } = door();
  for (let i = 0; i < 11; i++) await one.ask(from("a", "wrong"));
  pass(10 * 60_000);
  const start = now();
  for (let i = 0; i < 9; i++) await one.ask(from("a", "wrong"));
  expect(since(start)).toBe(0);
});

it("a household of long addresses is one, however many it has", async () => {
  const { door: one, since, now } = door();
  const start = now();
  for (let i = 0; i < 13; i++) await one.ask(from(`2001:db8:7:9:${i}::1`, "wrong"));
  expect(since(start)).toBe(2_000);
});
