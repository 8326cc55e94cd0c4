import { expect, it } from "vitest";
import { defineErrors } from "./errors.ts";
import { errorFrom, problemOf } from "./problem.ts";

it.each([new Error("a cog broke"), "a cog broke"])(
  "whatever is thrown that is none of ours is told in its words as a fault of the program: %o",
  (thrown) => {
    const told = problemOf(thrown);
    expect(told.code).toBe("internal/unexpected");
    expect(told.message).toBe("a cog broke");
    expect(told.hint).toMatch(/report/);
  },
);

it.each([undefined, null, 7, { a: 1 }])("thrown values that say nothing are told all the same: %o", (thrown) => {
  expect(problemOf(thrown)).toMatchObject({ code: "internal/unexpected", message: String(thrown) });
});

it("a problem crosses a border and back with everything that it says", () => {
  const errors = defineErrors("zoo", {
    hungry: (d: { animal: string }) => ({
      en: { message: `The ${d.animal} is hungry.`, hint: "Feed it." },
      zh: { message: `${d.animal} 饿了。`, hint: "请喂它。" },
      do: "chooseHome",
    }),
    tired: (d: { animal: string }) => ({
      en: { message: `The ${d.animal} is tired.`, hint: "Wait." },
      zh: { message: `${d.animal} 累了。`, hint: "请稍等。" },
    }),
  });
  for (const error of [errors.hungry({ animal: "lynx" }), errors.tired({ animal: "owl" })]) {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ code: error.code, message: error.message, facts: error.facts });
    expect("do" in problem).toBe(error.code === "zoo/hungry");
    expect(problemOf(errorFrom(JSON.parse(JSON.stringify(problem))))).toEqual(problem);
  }
});
