import sharp from "sharp";

/** Code points that no font has: noncharacters and unassigned ones, of four and of six hexadecimal digits. */
const nobodys = { short: "\u0378", long: "\u{CFFFF}" };
const fontSize = 40;

interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Opacity, row by row. */
  readonly alpha: Uint8Array;
}

async function draw(character: string): Promise<Drawn | undefined> {
  const text = character.replace(/[&<>]/, (char) => `&#${char.charCodeAt(0)};`);
  const input = { text: { text, font: `sans-serif ${fontSize}`, dpi: 72, rgba: true } };
  const drawn = sharp(input).extractChannel(3).raw().toBuffer({ resolveWithObject: true });
  const { data, info } = await drawn.catch(() => ({ data: undefined, info: undefined }));
  return data && { width: info.width, height: info.height, alpha: data };
}

/** The outermost pixels of two drawings are the same: boxes with a number inside differ only in the number. */
function sameFrame(one: Drawn, other: Drawn): boolean {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) return false;
  return one.alpha.every((value, i) => {
    const x = i % width;
    const y = (i - x) / width;
    const isFrame = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    return !isFrame || value === other.alpha[i];
  });
}

/** Whether there is any font at all: with none, letters are boxes too. */
export const hasGlyphs = async (): Promise<boolean> => (await missingCharacters(["A"])).size === 0;

/**
 * The characters that no font on this machine has. Where one is missing, pango draws a box with its code point; so what
 * has the frame of such a box is missing.
 */
export async function missingCharacters(texts: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = new Set([...texts.join("")].filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character)));
  const [short, long] = await Promise.all([draw(nobodys.short), draw(nobodys.long)]);
  const missing = new Set<string>();
  for (const character of wanted) {
    const drawn = await draw(character);
    const box = character.length > 1 ? long : short;
    if (!drawn || (box && sameFrame(drawn, box))) missing.add(character);
  }
  return missing;
}
