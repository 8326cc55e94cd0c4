import type { ListedKind } from "@danfang/domain";
import { expect, it } from "vitest";
import { fakeApp } from "../../testing/fake-app.ts";
import { fakeModels } from "../../testing/fake-models.ts";

/** Where AUTOMATIC1111's clients ask for each kind: one without a list does not compile. */
const routeOf: Readonly<Record<ListedKind, string>> = {
  checkpoint: "sd-models",
  vae: "sd-vae",
  lora: "loras",
  hypernetwork: "hypernetworks",
  embedding: "embeddings",
  upscaler: "upscalers",
};

it.each(Object.entries(routeOf))("every %s of the studio is told by %s", async (kind, route) => {
  const app = fakeApp();
  const answer = await (await app.ask(`/sdapi/v1/${route}`)).text();
  const own = fakeModels.filter((model) => model.kind === kind);
  expect(own.length).toBeGreaterThan(0);
  for (const { stem } of own) expect(answer).toContain(stem);
  await app.close();
});
