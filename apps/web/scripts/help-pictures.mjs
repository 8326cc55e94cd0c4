// Cuts the pictures of the help pages out of the starter's own samples: `node apps/web/scripts/help-pictures.mjs`.
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const starter = (name) => fileURLToPath(new URL(`../../../starter/${name}`, import.meta.url));
const help = (name) => fileURLToPath(new URL(`../public/help/${name}.webp`, import.meta.url));

/** Where `addons.png` has its pictures: 128 pixels each, four columns of red apple, pizza, house and heart. */
const cell = { left: 146, top: 0, stepX: 132, stepY: 132, side: 128 };
const columns = [0, 4, 5, 6];
const rows = { plain: 0, lora: 1, embedding: 2, hypernetwork: 3, vae: 4 };
const shown = 340;

for (const [name, row] of Object.entries(rows)) {
  const parts = await Promise.all(
    columns.map(async (column, i) => ({
      input: await sharp(starter("addons.png"))
        .extract({
          left: cell.left + column * cell.stepX,
          top: cell.top + row * cell.stepY,
          width: cell.side,
          height: cell.side,
        })
        .toBuffer(),
      left: (i % 2) * cell.side,
      top: Math.floor(i / 2) * cell.side,
    })),
  );
  const sheet = await sharp({ create: { width: 256, height: 256, channels: 3, background: "#fff" } })
    .composite(parts)
    .png()
    .toBuffer();
  await sharp(sheet)
    .resize(2 * shown)
    .webp({ quality: 82 })
    .toFile(help(name));
}

/** Sixteen of what one checkpoint knows, from `samples.png`: 128 pixels each, captions between the rows. */
const sample = { left: 2, top: 0, stepX: 131.6, stepY: 146.2, side: 128 };
const picks = [0, 3, 4, 9, 11, 12, 14, 17, 20, 24, 26, 29, 31, 32, 46, 49];
const samples = await Promise.all(
  picks.map(async (pick, i) => ({
    input: await sharp(starter("samples.png"))
      .extract({
        left: Math.round(sample.left + (pick % 10) * sample.stepX),
        top: Math.round(sample.top + Math.floor(pick / 10) * sample.stepY),
        width: sample.side,
        height: sample.side,
      })
      .toBuffer(),
    left: (i % 4) * sample.side,
    top: Math.floor(i / 4) * sample.side,
  })),
);
const page = await sharp({ create: { width: 512, height: 512, channels: 3, background: "#fff" } })
  .composite(samples)
  .png()
  .toBuffer();
await sharp(page)
  .resize(2 * shown)
  .webp({ quality: 82 })
  .toFile(help("checkpoint"));
