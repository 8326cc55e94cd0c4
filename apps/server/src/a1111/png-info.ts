import { Hono } from "hono";
import type { Reader } from "../reading/open-reader.ts";
import { pngInfoOf } from "./answers/png-info-answer.ts";
import { describeSdapi } from "./bodies/describe.ts";
import { picture, readBody } from "./bodies/fields.ts";
import { pictureOf } from "./bodies/request-picture.ts";

const fields = { image: picture("") };

/** POST png-info: the generation data of a picture, as text and as AUTOMATIC1111's fields. */
export const pngInfo = (reader: Reader) =>
  new Hono().post("/png-info", describeSdapi("Generation data of a picture", fields), async (c) => {
    const bytes = pictureOf(readBody(await c.req.text(), fields, ["image"]).image);
    return c.json(pngInfoOf(await reader.read("pictureTexts", bytes)));
  });
