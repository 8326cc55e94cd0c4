import { Hono } from "hono";
import type { Studio } from "../studio.ts";
import { describeSdapi } from "./describe.ts";
import { httpException, notYet } from "./errors.ts";
import { fieldsSet, readBody } from "./fields.ts";
import { img2imgOrder } from "./img2img-order.ts";
import { bodyFromInfotext } from "./infotext-body.ts";
import { type PaintContext, paint } from "./paint.ts";
import { pictureOf } from "./request-picture.ts";
import { styled } from "./styled.ts";
import { img2imgFields } from "./txt2img-fields.ts";

/** POST img2img: the same from a picture. Errors: 404 without one, 500 for one that is none. */
export const img2img = (context: PaintContext) =>
  new Hono().post("/img2img", describeSdapi("Paint over a picture", img2imgFields), async (c) => {
    const text = await c.req.text();
    const echo = readBody(text, img2imgFields);
    const [first, ...others] = echo.init_images ?? [];
    if (first === undefined) throw httpException(404, "Init image not found");
    if (others.length > 0) throw notYet("Several init_images", "Send one request for each.");
    const filled = echo.infotext ? bodyFromInfotext(echo, fieldsSet(text)) : echo;
    const body = await styled(filled, context.studio.styles);
    const { inputs } = context.studio;
    const stored = {
      image: await keep(inputs, first),
      mask: echo.mask === null ? undefined : await keep(inputs, echo.mask),
    };
    const { images, info } = await paint(context, body, (known) => img2imgOrder(body, stored, known), c.req.raw.signal);
    const parameters = echo.include_init_images ? echo : { ...echo, init_images: null, mask: null };
    return c.json({ images, parameters, info });
  });

/** Errors: 500 in AUTOMATIC1111's words. */
async function keep(inputs: Studio["inputs"], text: string): Promise<string> {
  const bytes = pictureOf(text);
  return (await inputs.put(bytes).catch(() => undefined))?.id ?? fail();
}
function fail(): never {
  throw httpException(500, "Invalid encoded image");
}
