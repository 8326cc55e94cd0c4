import { expect, it } from "vitest";
import { z } from "zod";
import { GenerationRequest } from "./order/order-schema.ts";
import { Settings } from "./settings.ts";
import { UpscaleRequest } from "./upscale-request.ts";

/**
 * Bounds, usual values and choices are what others keep to: files of settings, requests of programs, rows of databases.
 * `npx vitest run packages/domain -u` writes the golden anew, and its diff says what changes for them.
 */
it.each(Object.entries({ GenerationRequest, Settings, UpscaleRequest }))(
  "what a %s may hold is the golden one, with every bound and every usual value",
  async (name, schema) => {
    const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    await expect(`${JSON.stringify(json, undefined, 1)}\n`).toMatchFileSnapshot(`../goldens/${name}.json`);
  },
);
