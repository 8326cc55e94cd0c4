import { expect, it } from "vitest";
import { type Family, familyNames, isPainted } from "../../packages/weights/src/index.ts";
import { textOf } from "./workspaces.ts";

const families = (Object.keys(familyNames) as Family[]).filter((family) => family !== "unknown");

it.each(["docs/models/identification.md", "docs/models/identification.zh-CN.md"])(
  "%s lists every family, those that are painted with and those that are only known",
  (page) => {
    const [painted, known] = textOf(page)
      .split(/^## .*$/m)
      .slice(-2)
      .map((section) => section.split("·").map((name) => name.replace(/\s+/g, " ").trim()));
    const named = (isIt: boolean) => families.filter((one) => isPainted(one) === isIt).map((one) => familyNames[one]);
    expect(painted?.toSorted()).toEqual(named(true).toSorted());
    expect(known?.toSorted()).toEqual(named(false).toSorted());
  },
);
