import { ownValue } from "@danfang/domain";

/** What programs write their data under, by its name in XMP. */
const names = ["exif:UserComment", "dc:description", "xmp:CreatorTool"] as const;
/** Longest document that is looked through, characters. */
const longestXmp = 16 * 2 ** 20;

/**
 * The texts of an XMP document that programs keep their data in, keys as `XMP exif:UserComment`; written as an attribute,
 * or as an element with or without a list of languages in it. Linear and total: what is no XMP has none.
 */
export function readXmpTexts(xmp: string): { key: string; text: string }[] {
  const document = xmp.slice(0, longestXmp);
  return names.flatMap((name) => {
    const text = attributeOf(document, name) ?? elementOf(document, name);
    return text === undefined || text === "" ? [] : [{ key: `XMP ${name}`, text }];
  });
}

function attributeOf(document: string, name: string): string | undefined {
  for (const quote of ['"', "'"]) {
    const start = document.indexOf(`${name}=${quote}`);
    const from = start + name.length + 2;
    const end = start < 0 ? -1 : document.indexOf(quote, from);
    if (end >= 0) return plainText(document.slice(from, end));
  }
  return undefined;
}

function elementOf(document: string, name: string): string | undefined {
  const start = document.indexOf(`<${name}`);
  const end = start < 0 ? -1 : document.indexOf(`</${name}>`, start);
  if (end < 0) return undefined;
  const inside = document.slice(document.indexOf(">", start) + 1, end);
  const item = inside.indexOf("<rdf:li");
  const last = item < 0 ? -1 : inside.indexOf("</rdf:li>", item);
  return plainText(last < 0 ? inside : inside.slice(inside.indexOf(">", item) + 1, last)).trim();
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

const plainText = (xml: string): string =>
  xml.replace(
    /&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return ownValue(entities, name.toLowerCase()) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
