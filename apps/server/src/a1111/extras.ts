import { DanfangError, ownValue, UpscaleRequest } from "@danfang/domain";
import type { EnlargedPicture } from "@danfang/workbench";
import { Hono } from "hono";
import type { Studio } from "../border/studio.ts";
import { describeSdapi } from "./bodies/describe.ts";
import { type FieldComplaint, httpException, invalid, notYet } from "./bodies/errors.ts";
import { bool, type Fields, float, int, list, picture, readBody, str, type ValuesOf } from "./bodies/fields.ts";
import { pictureOf } from "./bodies/request-picture.ts";

const sharedFields = {
  resize_mode: int(0),
  show_extras_results: bool(true),
  gfpgan_visibility: float(0),
  codeformer_visibility: float(0),
  codeformer_weight: float(0),
  upscaling_resize: float(2),
  upscaling_resize_w: int(512),
  upscaling_resize_h: int(512),
  upscaling_crop: bool(true),
  upscaler_1: str("None"),
  upscaler_2: str("None"),
  extras_upscaler_2_visibility: float(0),
  upscale_first: bool(false),
} satisfies Fields;
const singleFields = { ...sharedFields, image: picture("") } satisfies Fields;
const batchFields = { ...sharedFields, imageList: list([]) } satisfies Fields;
type ExtrasBody = ValuesOf<typeof sharedFields>;

/** As many as fit into a body anyway, were they photographs. */
const mostPictures = 1000;

/** POST extra-single-image and extra-batch-images. Source: AUTOMATIC1111 v1.10.1 `modules/api/api.py`, `postprocessing.py`. */
export const extras = ({ upscaling, judge }: Pick<Studio, "upscaling" | "judge">) => {
  const encoded = ({ bytes }: EnlargedPicture) => Buffer.from(bytes).toString("base64");
  return new Hono()
    .post("/extra-single-image", describeSdapi("Enlarge a picture", singleFields), async (c) => {
      const body = readBody(await c.req.text(), singleFields);
      const request = await orderOf(body, judge);
      const picture = await upscaling.enlarge(pictureOf(body.image), request, c.req.raw.signal);
      return c.json({ html_info: htmlOf([picture]), image: encoded(picture) });
    })
    .post("/extra-batch-images", describeSdapi("Enlarge pictures", batchFields), async (c) => {
      const body = readBody(await c.req.text(), batchFields, ["imageList"]);
      const request = await orderOf(body, judge);
      const pictures: EnlargedPicture[] = [];
      for (const bytes of picturesOf(body.imageList))
        pictures.push(await upscaling.enlarge(bytes, request, c.req.raw.signal));
      return c.json({ html_info: htmlOf(pictures.slice(-1)), images: pictures.map(encoded) });
    });
};

function picturesOf(items: readonly unknown[]): Uint8Array[] {
  if (items.length > mostPictures)
    throw invalid([{ loc: ["body", "imageList"], msg: `at most ${mostPictures}`, type: "value_error.list.max_items" }]);
  const texts = items.map((item) => (item as { data?: unknown } | null)?.data);
  const complaints = texts.flatMap((text, i): FieldComplaint[] =>
    typeof text === "string"
      ? []
      : [{ loc: ["body", "imageList", i, "data"], msg: "field required", type: "value_error.missing" }],
  );
  if (complaints.length > 0) throw invalid(complaints);
  return texts.map((text) => pictureOf(text as string));
}

const theirNames: Readonly<Record<string, string>> = {
  scale: "upscaling_resize",
  width: "upscaling_resize_w",
  height: "upscaling_resize_h",
  "second.visibility": "extras_upscaler_2_visibility",
};

/** Errors: 422 for values out of range, 501 for faces, 500 for an upscaler that is not here. */
async function orderOf(body: ExtrasBody, judge: Studio["judge"]): Promise<UpscaleRequest> {
  const shares = ["gfpgan_visibility", "codeformer_visibility", "codeformer_weight"] as const;
  const complaints = shares.filter((name) => body[name] < 0 || body[name] > 1).map(outOfRange);
  if (body.resize_mode !== 0 && body.resize_mode !== 1) complaints.push(outOfRange("resize_mode"));
  if (complaints.length > 0) throw invalid(complaints);
  if (body.gfpgan_visibility > 0) throw notYet("Face restoration (gfpgan_visibility)");
  if (body.codeformer_visibility > 0) throw notYet("Face restoration (codeformer_visibility)");
  const size = { width: body.upscaling_resize_w, height: body.upscaling_resize_h, crop: body.upscaling_crop };
  const parsed = UpscaleRequest.safeParse({
    upscaler: await upscalerOf(body.upscaler_1, judge),
    ...(body.resize_mode === 1 ? size : { scale: body.upscaling_resize }),
    second: { upscaler: await upscalerOf(body.upscaler_2, judge), visibility: body.extras_upscaler_2_visibility },
  });
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({
      loc: ["body", ownValue(theirNames, path.join(".")) ?? path.join(".")],
      msg: message,
      type: "value_error",
    })),
  );
}

const outOfRange = (name: string): FieldComplaint => ({
  loc: ["body", name],
  type: "value_error.number.not_le",
  msg: "ensure this value is greater than or equal to 0 and less than or equal to 1",
});

/** Errors: 500 for one that is not listed. */
async function upscalerOf(name: string, judge: Studio["judge"]): Promise<string> {
  try {
    return await judge.upscaler(name || "None");
  } catch (error) {
    if (!(error instanceof DanfangError) || error.code !== "library/notFound") throw error;
    throw httpException(500, `could not find upscaler named ${name}`);
  }
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** What was done, as the page shows it. */
const htmlOf = (pictures: readonly EnlargedPicture[]): string =>
  pictures
    .map(({ fields }) => {
      const text = Object.entries(fields).map(([key, value]) => `${key}: ${value}`);
      return `<p>${text.join(", ").replace(/[&<>"']/g, (character) => ownValue(escapes, character) ?? character)}</p>`;
    })
    .join("");
