import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const sheet = readFileSync(fileURLToPath(new URL("../../../../starter/samples.png", import.meta.url)));
/** Where the pictures lie on the sheet, pixels. */
const grid = { columns: 10, left: 2, right: 131.6, down: 146.2, side: 128 } as const;

/** What stands below the pictures of `starter/samples.png`, in order. */
export const samplePrompts = [
  ..."red apple|green apple|banana|strawberry|pizza|hamburger|birthday cake|ice cream, 3d style".split("|"),
  ..."hot beverage|cat|dog face|panda|fox, flat style|lion|penguin|owl, noto style|butterfly|fish".split("|"),
  ..."octopus, 3d style|unicorn|sunflower|rose|cactus|palm tree|mushroom, 蘑菇|sun|rainbow|snowman|fire|house".split(
    "|",
  ),
] as const;

const cuts = new Map<string, Promise<Buffer>>();

/** One picture that the starter painted, `side` pixels wide and high, a PNG. */
export function cutSample(index: number, side: number): Promise<Buffer> {
  const key = `${index}@${side}`;
  const known = cuts.get(key);
  if (known) return known;
  const made = sharp(sheet)
    .extract({
      left: Math.round(grid.left + (index % grid.columns) * grid.right),
      top: Math.round(Math.floor(index / grid.columns) * grid.down),
      width: grid.side,
      height: grid.side,
    })
    .resize(side, side, { kernel: side > grid.side ? "cubic" : "lanczos3" })
    .png()
    .toBuffer();
  cuts.set(key, made);
  return made;
}

/** The same, on white where it is not square. */
export async function cutSampleOf(index: number, width: number, height: number): Promise<Buffer> {
  const square = await cutSample(index, Math.min(width, height));
  if (width === height) return square;
  return sharp(square).resize(width, height, { fit: "contain", background: "#fff" }).png().toBuffer();
}
