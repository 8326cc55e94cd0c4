import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, tidyText } from "./clean-text.ts";
import { unescapeHtml } from "./unescape-html.ts";

/** Any code points, lone surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((c) => String.fromCodePoint(...c));

describe("tidyText", () => {
  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tidy = tidyText(text);
        expect(tidyText(tidy)).toBe(tidy);
      }),
    );
  });

  it("keeps entities from the first line with a < on", () => {
    expect(tidyText("&eacute;\n< &eacute;\n&eacute;")).toBe("é\n< &eacute;\n&eacute;");
  });

  it("gives up on text that is escaped without end, and comes back", () => {
    expect(tidyText(`&${"amp;".repeat(100_000)}`)).toMatch(/^&(amp;)+$/);
  });
});

describe("unescapeHtml", () => {
  it("reads any number as the character of that code point, or as nothing, or as U+FFFD", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x120000 }), (codePoint) => {
        const decimal = unescapeHtml(`&#${codePoint};`);
        expect(unescapeHtml(`&#x${codePoint.toString(16)}`)).toBe(decimal);
        expect([...decimal].length).toBeLessThan(2);
      }),
    );
    expect(unescapeHtml(`&#${"9".repeat(10_000)};`)).toBe("\ufffd");
  });

  it("undoes what escaping does", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."&<>;#a1 ") }), (text) => {
        expect(unescapeHtml(text.replace(/&/g, "&amp;").replace(/</g, "&lt;"))).toBe(text);
      }),
    );
  });
});

it("cleanText leaves single spaces between words and none around them", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab \t\n\r\u00a0\u3000\u2028\ufeff\u0085") }), (text) => {
      expect(cleanText(text)).toMatch(/^$|^[ab…]+( [ab…]+)*$/);
    }),
  );
});
