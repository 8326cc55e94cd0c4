import { Hono } from "hono";
import { describeSdapi } from "./bodies/describe.ts";
import { httpException, notYet } from "./bodies/errors.ts";
import { dict, picture, readBody, str } from "./bodies/fields.ts";

const interrogateFields = { image: picture(""), model: str("clip") };

/** What AUTOMATIC1111 can do and we cannot yet: read and judged like there, answered with what is missing. */
export const notYetRoutes = () => {
  const routes = new Hono().post("/interrogate", describeSdapi("Describe a picture", interrogateFields), async (c) => {
    const { image, model } = readBody(await c.req.text(), interrogateFields);
    if (image.length < 64) throw httpException(404, "Image not found");
    if (model !== "clip" && model !== "deepdanbooru") throw httpException(404, "Model not found");
    throw notYet("Interrogating pictures", "");
  });
  for (const path of ["create/embedding", "create/hypernetwork", "train/embedding", "train/hypernetwork"])
    routes.post(`/${path}`, describeSdapi("Training"), async (c) => {
      readBody((await c.req.text()) || "{}", { args: dict({}) });
      throw notYet("Training", "");
    });
  return routes;
};
