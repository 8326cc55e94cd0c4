import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFolderPath } from "./folder-path.ts";

const linux = { platform: "linux", home: "/home/ann" } as const;
const windows = { platform: "win32", home: "C:\\Users\\Ann" } as const;
const codeOf = (text: string, where: typeof linux | typeof windows = linux) => {
  try {
    return parseFolderPath(text, where);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const wrappings = fc.constantFrom(
  ...['""', "''", "“”", "‘’", "「」", "『』", "＂＂", "``", "  ", "\u3000\u3000", "\n\n", "\u202a\u202c", "\ufeff "],
);

describe("the path of a folder", () => {
  it("is the same however it is wrapped, on both systems", () => {
    fc.assert(
      fc.property(fc.array(wrappings, { maxLength: 5 }), (pairs) => {
        const wrapped = (path: string) => pairs.reduce((text, [open, close]) => `${open}${text}${close}`, path);
        expect(parseFolderPath(wrapped("/data/my models/绘图"), linux)).toBe("/data/my models/绘图");
        expect(parseFolderPath(wrapped("D:\\sd webui\\models"), windows)).toBe("D:\\sd webui\\models");
      }),
    );
  });

  it.each([
    ["/data/models/", "/data/models"],
    ["/data//models/./x/..", "/data/models"],
    ["/", "/"],
    ["///", "/"],
    ["~", "/home/ann"],
    ["~/sd", "/home/ann/sd"],
    ["file:///data/my%20models", "/data/my models"],
    ['"/data/ends with a quote mark in "it', '/data/ends with a quote mark in "it'],
  ])("on Linux %s is %s", (text, path) => {
    expect(parseFolderPath(text, linux)).toBe(path);
  });

  it.each([
    ["D:\\sd-webui\\", "D:\\sd-webui"],
    ["D:/sd-webui/models", "D:\\sd-webui\\models"],
    ["D:\\", "D:\\"],
    ["\\\\nas\\share\\models\\", "\\\\nas\\share\\models"],
    ["~\\sd", "C:\\Users\\Ann\\sd"],
    ["file:///D:/sd%20webui", "D:\\sd webui"],
  ])("on Windows %s is %s", (text, path) => {
    expect(parseFolderPath(text, windows)).toBe(path);
  });

  it.each(["C:\\sd-webui", "d:/models", "\\\\nas\\share", '"D:\\sd-webui"', "E:"])(
    "of Windows is named as such on Linux: %s",
    (text) => {
      expect(codeOf(text)).toBe("library/folderForeign");
    },
  );

  it.each(["", "  ", '""', "models", "./models", "~other/models", "file://nas/x", "/a\0b", "https://example.org/"])(
    "is told from what is none: %j",
    (text) => {
      expect(codeOf(text)).toBe("library/folderRelative");
    },
  );
});
