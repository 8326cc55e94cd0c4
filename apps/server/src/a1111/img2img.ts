import { Hono } from "hono";
import type { Studio } from "../border/studio.ts";
import { bodyFromInfotext } from "./answers/infotext-body.ts";
import { picturesAnswer } from "./answers/pictures-answer.ts";
import { describeSdapi } from "./bodies/describe.ts";
import { httpException, invalid } from "./bodies/errors.ts";
import { fieldsSet, readBody } from "./bodies/fields.ts";
import { withSeedNumbers } from "./bodies/long-seeds.ts";
import { img2imgFields } from "./bodies/txt2img-fields.ts";
import { type PaintContext, paint } from "./paint.ts";
import { img2imgOrder } from "./requests/img2img-order.ts";
import { keep } from "./requests/keep-picture.ts";
import { styled } from "./requests/styled.ts";

/** POST img2img: the same from a picture. Errors: 404 without one, 500 for one that is none. */
export const img2img = (context: PaintContext) =>
  new Hono().post("/img2img", describeSdapi("Paint over a picture", img2imgFields), async (c) => {
    const text = await c.req.text();
    const echo = readBody(text, img2imgFields);
    const pictures = echo.init_images ?? [];
    if (pictures.length === 0) throw httpException(404, "Init image not found");
    if (pictures.length > mostPictures) throw tooMany();
    const filled = echo.infotext ? bodyFromInfotext(echo, fieldsSet(text)) : echo;
    const body = await styled(filled, context.studio.styles);
    const { inputs } = context.studio;
    const stored = {
      images: await keepAll(inputs, pictures),
      mask: echo.mask === null ? undefined : await keep(inputs, echo.mask),
      latentMask: echo.latent_mask === null ? undefined : await keep(inputs, echo.latent_mask),
    };
    const { images, info } = await paint(context, body, (known) => img2imgOrder(body, stored, known), c.req.raw.signal);
    const parameters = echo.include_init_images ? echo : { ...echo, init_images: null, mask: null };
    return picturesAnswer(images, { parameters: withSeedNumbers(parameters), info });
  });

/** As many as a batch may have. */
const mostPictures = 64;
const tooMany = () =>
  invalid([{ loc: ["body", "init_images"], msg: `at most ${mostPictures}`, type: "value_error.list.max_items" }]);

async function keepAll(inputs: Studio["inputs"], texts: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const text of texts) kept.push(await keep(inputs, text));
  return kept;
}
