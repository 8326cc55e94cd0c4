import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readToyManifest, toyCheckpoint, toyNames } from "./toy-checkpoint.ts";

describe.each(toyNames)("%s", (name) => {
  it("has the very bytes that the reference networks were given", async () => {
    const manifest = await readToyManifest(name);
    const bytes = toyCheckpoint(manifest);
    expect(bytes.length).toBe(manifest.checkpoint.bytes);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(manifest.checkpoint.sha256);
  });
});
