import { Hono } from "hono";
import { bodyFromInfotext } from "./answers/infotext-body.ts";
import { picturesAnswer } from "./answers/pictures-answer.ts";
import { describeSdapi } from "./bodies/describe.ts";
import { fieldsSet, readBody } from "./bodies/fields.ts";
import { withSeedNumbers } from "./bodies/long-seeds.ts";
import { txt2imgFields } from "./bodies/txt2img-fields.ts";
import { type PaintContext, paint } from "./paint.ts";
import { keep } from "./requests/keep-picture.ts";
import { styled } from "./requests/styled.ts";
import { txt2imgOrder } from "./requests/txt2img-order.ts";

/** POST txt2img: orders, waits until all is painted, and hands over pictures, echo and info. */
export const txt2img = (context: PaintContext) =>
  new Hono().post("/txt2img", describeSdapi("Paint from words", txt2imgFields), async (c) => {
    const text = await c.req.text();
    const echo = readBody(text, txt2imgFields);
    const filled = echo.infotext ? bodyFromInfotext(echo, fieldsSet(text)) : echo;
    const body = await styled(filled, context.studio.styles);
    const { inputs } = context.studio;
    const picture = body.enable_hr ? body.firstpass_image : null;
    const firstPass = picture === null ? undefined : await keep(inputs, picture);
    const { images, info } = await paint(
      context,
      body,
      (known) => txt2imgOrder(body, known, firstPass),
      c.req.raw.signal,
    );
    return picturesAnswer(images, { parameters: withSeedNumbers(echo), info });
  });
