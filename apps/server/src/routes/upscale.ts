import { Picture, UpscaleRequest } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const UpscaleBody = UpscaleRequest.extend({
  /** A picture of the gallery, … */
  pictureId: z.string().min(1).max(200).optional(),
  /** … or one that was handed in, `input:…`. */
  input: z.string().min(1).max(200).optional(),
});

/** Pictures made larger, for the gallery. */
export const upscale = ({ upscaling, judge }: Pick<Studio, "upscaling" | "judge">) =>
  new Hono().post(
    "/",
    describe({
      summary: "Make a picture larger",
      tag: "gallery",
      answer: Picture,
      status: 201,
      mayMiss: true,
      description:
        "Waits until it is done. With width and height it covers that size and what stands over is cut off; with one of them the other follows; otherwise it grows by scale.",
    }),
    valid("json", UpscaleBody),
    async (c) => {
      const { pictureId, input, ...request } = c.req.valid("json");
      if ((pictureId === undefined) === (input === undefined)) {
        const issues = [{ path: "pictureId", message: "name a picture: pictureId or input, one of them" }];
        throw serverErrors.badRequest({ where: "body", issues });
      }
      await judge.upscaler(request.upscaler);
      if (request.second) await judge.upscaler(request.second.upscaler);
      const source = input === undefined ? { pictureId: pictureId ?? "" } : { input };
      const picture = await upscaling.keep(source, request, c.req.raw.signal);
      return c.json(picture, 201, { Location: `/v1/pictures/${picture.id}` });
    },
  );
