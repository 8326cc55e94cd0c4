import { expect, it } from "vitest";
import { problemFrom, unreachable } from "./problem.ts";

it.each([
  "Failed to fetch dynamically imported module: http://127.0.0.1:7860/assets/queue-page.js", // Chromium
  "error loading dynamically imported module: http://127.0.0.1:7860/assets/queue-page.js", // Firefox
  "Importing a module script failed.", // Safari
  "Unable to preload CSS for /assets/queue-page.css", // Vite
])("a part of the page that does not come means that the studio is away: %s", (message) => {
  expect(problemFrom(new TypeError(message))).toEqual(unreachable(undefined).problem);
});

it("tells everything else as what it is", () => {
  expect(problemFrom(new Error("No such step."))).toMatchObject({ code: "web/unexpected", message: "No such step." });
  expect(problemFrom("why")).toMatchObject({ code: "web/unexpected", message: "why" });
  const problem = { code: "a/b", message: "m", hint: "h" };
  expect(problemFrom(problem)).toBe(problem);
});
