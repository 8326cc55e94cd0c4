import { json } from "./answers.ts";
import { binOf, countBy, type FakePicture, search, withCells } from "./pictures.ts";
import { noisy, sigmaAt } from "./previews.ts";
import type { Asked, Route } from "./routes.ts";
import { cutSample, cutSampleOf } from "./samples.ts";

/** Largest side that a sample is blown up to, pixels. */
const largestSide = 512;

/** A route of one picture, which is asked for before it answers. */
const ofPicture =
  (answer: (asked: Asked, picture: FakePicture, replace: (picture: FakePicture) => void) => void | Promise<void>) =>
  (asked: Asked) => {
    const { pictures } = asked.state;
    const at = pictures.findIndex(({ id }) => id === asked.parts[0]);
    const picture = pictures[at];
    if (picture === undefined)
      return json(asked.response, 404, { code: "gallery/notFound", message: "There is no such picture.", hint: "" });
    return answer(asked, picture, (changed) => {
      pictures[at] = changed;
    });
  };

async function sendImage({ response }: Asked, { sample, width, height }: FakePicture, side: number): Promise<void> {
  const scale = Math.min(side, largestSide) / Math.min(width, height);
  const bytes = await cutSampleOf(sample, Math.round(width * scale), Math.round(height * scale));
  response.writeHead(200, { "Content-Type": "image/png", "Cache-Control": "max-age=3600" });
  response.end(bytes);
}

export const pictureRoutes: readonly Route[] = [
  [
    "GET /v1/pictures",
    ({ state, url, response }) => {
      const found = search(state.pictures, url.searchParams).map((picture) =>
        url.searchParams.has("job") ? picture : withCells(state.pictures, picture),
      );
      const offset = Number(url.searchParams.get("offset") ?? 0);
      const limit = Number(url.searchParams.get("limit") ?? 100);
      json(response, 200, { total: found.length, pictures: found.slice(offset, offset + limit) });
    },
  ],
  [
    "GET /v1/pictures/facets",
    ({ state: { pictures }, response }) => {
      const checkpoints = countBy(pictures.map(({ recipe }) => recipe.checkpoint?.name ?? ""));
      json(response, 200, { checkpoints, samplers: countBy(pictures.map(({ recipe }) => recipe.sampler ?? "")) });
    },
  ],
  ["GET /v1/pictures/bin", ({ state, response }) => json(response, 200, binOf(state.pictures))],
  [
    "DELETE /v1/pictures/bin",
    ({ state: { pictures }, response }) => {
      const { pictures: removed, sizeBytes: freedBytes } = binOf(pictures);
      pictures.splice(0, pictures.length, ...pictures.filter(({ deletedAt }) => deletedAt === undefined));
      json(response, 200, { removed, freedBytes, failed: [] });
    },
  ],
  ["POST /v1/pictures/import", ({ response }) => json(response, 200, { added: 12, known: 3, failed: 1 })],
  ["GET /v1/pictures/(\\w+)", ofPicture(({ response }, picture) => json(response, 200, picture))],
  [
    "GET /v1/pictures/(\\w+)/file",
    ofPicture((asked, picture) => sendImage(asked, picture, Math.min(picture.width, picture.height))),
  ],
  [
    "GET /v1/pictures/(\\w+)/thumbnail",
    ofPicture((asked, picture) => sendImage(asked, picture, Number(asked.url.searchParams.get("size")))),
  ],
  [
    "GET /v1/pictures/(\\w+)/timeline",
    ofPicture(async ({ response }, { recipe, sample }) => {
      const total = recipe.steps ?? 20;
      const steps = Array.from({ length: total }, async (_, i) => {
        const sigma = sigmaAt(i + 1, total);
        return { step: i + 1, sigma, preview: await noisy(await cutSample(sample, 16), sigma) };
      });
      json(response, 200, { steps: await Promise.all(steps) });
    }),
  ],
  [
    "POST /v1/pictures/(\\w+)/restore",
    ofPicture(({ response }, { deletedAt: _, ...restored }, replace) => {
      replace(restored);
      json(response, 200, restored);
    }),
  ],
  [
    "DELETE /v1/pictures/(\\w+)",
    ofPicture(({ response }, picture, replace) => {
      replace({ ...picture, deletedAt: new Date().toISOString() });
      json(response, 204, undefined);
    }),
  ],
  [
    "PATCH /v1/pictures/(\\w+)",
    ofPicture(({ response, body }, picture, replace) => {
      const changed = { ...picture, ...(JSON.parse(body.toString("utf8")) as object) };
      replace(changed);
      json(response, 200, changed);
    }),
  ],
];
