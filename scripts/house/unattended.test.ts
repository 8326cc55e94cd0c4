import { expect, it } from "vitest";
import { unattendedIn } from "./unattended.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

/** The page has its own last resort; everything else runs in the studio's process or the engine's. */
const shipped = filesOf("packages/*/src/**/*.ts", "apps/{server,cli}/src/**/*.ts").filter(
  (file) => !isForTests(file) && !file.includes("/docs/page/"),
);

it("what a timer, a listener or `void` begins has somebody to tell what it throws", () => {
  expect(shipped.length).toBeGreaterThan(400);
  expect(shipped.flatMap((file) => unattendedIn(file, textOf(file)))).toEqual([]);
});

it.each([
  ["a timer that writes", "clock.every(5000, () => database.run(sql));"],
  [
    "a timer that calls something of the file that may throw",
    "const beat = () => database.run(sql); setInterval(beat, 5000);",
  ],
  ["a timer that waits", "setTimeout(async () => { await sweep(); }, 10);"],
  ["a listener of a stream", 'child.on("message", (message) => hear(message));'],
  ["a listener of a signal", 'gone?.addEventListener("abort", () => queue.cancel(id), { once: true });'],
  [
    "a listener that came as an argument",
    'const listen = (told: () => void) => signal.addEventListener("abort", told);',
  ],
  ["work for the next turn", "setImmediate(() => models.list());"],
  ["what quiet work calls on its way", 'socket.on("data", () => { if (isOpen) { left--; tell(left); } });'],
  ["a promise thrown away", "const leave = () => void queue.cancel(id);"],
  ["an optional one thrown away", "void events.return?.();"],
  ["a failure thrown away", "learn(path).catch(() => undefined);"],
  ["a failure thrown away in braces", "learn(path).catch(() => {});"],
])("finds %s", (_, code) => {
  expect(unattendedIn("planted.ts", `export {};\n${code}`)).toEqual([expect.stringMatching(/^planted\.ts:2 /)]);
});

it.each([
  ["what is guarded", "clock.every(5000, unattended(() => database.run(sql), tell));"],
  [
    "what is guarded under a name",
    'const beat = attended(troubles, "heartbeat", () => database.run(sql)); clock.every(5000, beat);',
  ],
  [
    "what a function of the file guards",
    "const hearing = (work: Work) => unattended(work, end); child.on('exit', hearing(over));",
  ],
  ["several guarded", "const a = attended(t, 'a', f); clock.after(3, () => { a(); a(); });"],
  ["the end of a wait", "await new Promise((resolve) => setTimeout(resolve, 10));"],
  ["a stop", 'signal.addEventListener("abort", () => stopping.abort(), { once: true });'],
  ["a count", "clock.every(10, () => { if (--left > 0) return; left = parts; });"],
  ["a timer that begins another", "process.on('SIGTERM', () => setTimeout(() => process.exit(143), 10).unref());"],
  ["what a clock is made of", "const clock = { every(ms: number, call: () => void) { setInterval(call, ms); } };"],
  ["the test of a whole list", "list.every((one) => mayThrow(one));"],
  [
    "what is awaited",
    "await learn(path).catch(() => undefined); const info = await stat(file).catch(() => undefined);",
  ],
  ["what is waited for and thrown away then", "async function* f() { return void (yield await g()); }"],
])("lets stand %s", (_, code) => {
  expect(unattendedIn("planted.ts", `export {};\n${code}`)).toEqual([]);
});
