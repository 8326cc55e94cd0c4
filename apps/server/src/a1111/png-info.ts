import { Hono } from "hono";
import type { Reader } from "../reading/open-reader.ts";
import { describeSdapi } from "./describe.ts";
import { picture, readBody } from "./requests/fields.ts";
import { pictureOf } from "./requests/request-picture.ts";

const fields = { image: picture("") };

/** POST png-info: the generation data of a picture, as text and as AUTOMATIC1111's fields. */
export const pngInfo = (reader: Reader) =>
  new Hono().post("/png-info", describeSdapi("Generation data of a picture", fields), async (c) => {
    const bytes = pictureOf(readBody(await c.req.text(), fields, ["image"]).image);
    return c.json(await reader.read("pngInfo", bytes));
  });
