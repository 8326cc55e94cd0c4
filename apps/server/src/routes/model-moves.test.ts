import { expect, it } from "vitest";
import { fakeApp } from "../testing/fake-app.ts";

const app = fakeApp();

it.each(["place", "shelve", "restore"])("%s takes listed models by their ids, never a path", async (what) => {
  const { models } = (await (await app.ask("/v1/models")).json()) as { models: { id: string }[] };
  expect((await app.send(`/v1/models/${what}`, { models: [models[0]?.id] })).status).toBe(200);
  expect((await app.send(`/v1/models/${what}`, { models: ["/etc/passwd"] })).status).toBe(404);
  expect((await app.send(`/v1/models/${what}`, { models: [] })).status).toBe(422);
});

it("models are placed into folders that are read from, and nowhere else", async () => {
  const { models } = (await (await app.ask("/v1/models")).json()) as { models: { id: string }[] };
  const into = async (folder: string) =>
    (await app.send("/v1/models/place", { models: [models[0]?.id], into: folder })).status;
  expect([await into("models"), await into("/etc")]).toEqual([200, 404]);
});

it("a move is listed and undone once", async () => {
  expect(await (await app.ask("/v1/models/moves")).json()).toMatchObject({ moves: [{ id: "m1" }] });
  expect((await app.send("/v1/models/undo", { id: "m1" })).status).toBe(200);
  expect((await app.send("/v1/models/undo", { id: "m9" })).status).toBe(404);
});
