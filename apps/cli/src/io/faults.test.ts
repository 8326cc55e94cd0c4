import { describe, expect, it } from "vitest";
import { openFaults } from "./faults.ts";

const listening = () => process.listenerCount("uncaughtException");

describe("what is thrown where nobody waits for it", () => {
  it("ends the process as Node.js has it end, while nobody listens", () => {
    const faults = openFaults();
    const fault = new Error("a cog broke");
    expect(() => faults.tell(fault)).toThrow(fault);
  });

  it("is heard by whoever listened last, and by the one before once that is over", () => {
    const faults = openFaults();
    const heard: string[] = [];
    const ends = ["outer", "inner"].map((name) => faults.listen((error) => heard.push(`${name}: ${error}`)));
    faults.tell("one");
    ends[1]!();
    faults.tell("two");
    ends[0]!();
    expect(heard).toEqual(["inner: one", "outer: two"]);
    expect(() => faults.tell(new Error("three"))).toThrow("three");
  });

  it("is asked of the process exactly while somebody listens", () => {
    const faults = openFaults();
    const before = listening();
    const ends = [1, 2].map(() => faults.listen(() => undefined));
    expect(listening()).toBe(before + 1);
    ends[0]!();
    expect(listening()).toBe(before + 1);
    ends[1]!();
    expect(listening()).toBe(before);
  });
});
