import { expect, it } from "vitest";
import { A1111Error } from "./errors.ts";
import { bool, dict, float, int, list, readBody, str, strings } from "./fields.ts";

const fields = {
  steps: int(50),
  cfg: float(7),
  name: str(null),
  on: bool(false),
  tags: strings(null),
  more: dict({}),
  args: list([]),
};
const read = (body: unknown) => readBody(typeof body === "string" ? body : JSON.stringify(body), fields);
function complaints(body: unknown): unknown {
  try {
    return read(body);
  } catch (error) {
    return error instanceof A1111Error ? { status: error.status, ...error.body } : error;
  }
}

it("fills in defaults, ignores what it does not know, takes null for the default", () => {
  const silent = { steps: 50, cfg: 7, name: null, on: false, tags: null, more: {}, args: [] };
  expect(read({})).toEqual(silent);
  expect(read({ steps: null, cfg: null, name: null, unknown: { deep: 1 } })).toEqual(silent);
});

it.each([
  [{ steps: "20" }, { steps: 20 }],
  [{ steps: 20.9 }, { steps: 20 }],
  [{ steps: true }, { steps: 1 }],
  [{ cfg: "6.5" }, { cfg: 6.5 }],
  [{ name: 7 }, { name: "7" }],
  [{ on: "yes" }, { on: true }],
  [{ on: 0 }, { on: false }],
  [{ tags: ["a", 7] }, { tags: ["a", "7"] }],
])("reads %j as Python's schema does", (body, expected) => expect(read(body)).toMatchObject(expected));

it.each([
  [{ steps: "x" }, ["body", "steps"], "value is not a valid integer", "type_error.integer"],
  [{ steps: "20.5" }, ["body", "steps"], "value is not a valid integer", "type_error.integer"],
  [{ cfg: {} }, ["body", "cfg"], "value is not a valid float", "type_error.float"],
  [{ name: [] }, ["body", "name"], "str type expected", "type_error.str"],
  [{ on: "maybe" }, ["body", "on"], "value could not be parsed to a boolean", "type_error.bool"],
  [{ tags: "a" }, ["body", "tags"], "value is not a valid list", "type_error.list"],
  [{ tags: ["a", {}] }, ["body", "tags", 1], "str type expected", "type_error.str"],
  [{ more: [] }, ["body", "more"], "value is not a valid dict", "type_error.dict"],
  [[], ["body"], "value is not a valid dict", "type_error.dict"],
  ["", ["body"], "field required", "value_error.missing"],
])("complains about %j as FastAPI does", (body, loc, msg, type) =>
  expect(complaints(body)).toEqual({ status: 422, detail: [{ loc, msg, type }] }),
);

it("complains about every field at once, and about what is no JSON at all", () => {
  expect(complaints({ steps: "x", cfg: "y" })).toMatchObject({ detail: { length: 2 } });
  expect(complaints("{")).toMatchObject({ status: 422, detail: [{ type: "value_error.jsondecode" }] });
});
