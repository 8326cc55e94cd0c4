import type { Expected } from "../catalogue/expected.ts";

/** The nearest name that there is, else where the names are listed. */
export const didYouMean = {
  en: (name: string | undefined, otherwise: string) => (name ? `Did you mean ${name}?` : otherwise),
  zh: (name: string | undefined, otherwise: string) => (name ? `是不是想写 ${name}？` : otherwise),
};

/** What a value must be, as a part of a sentence. */
export const expectation = {
  en: (expected: Expected): string => {
    switch (expected.kind) {
      case "number":
        return "a number";
      case "wholeNumber":
        return "a whole number";
      case "size":
        return "a width and a height in pixels, 512x768";
      case "axis":
        return 'an axis, a colon and values, "CFG Scale: 3, 5, 7"';
      case "range":
        if (expected.least === undefined) return `at most ${expected.most}`;
        return expected.most === undefined ? `at least ${expected.least}` : `${expected.least} to ${expected.most}`;
      case "multiple":
        return `a multiple of ${expected.of}`;
      case "choice":
        return `one of ${expected.choices.join(", ")}`;
      case "other":
        return expected.reason;
    }
  },
  zh: (expected: Expected): string => {
    switch (expected.kind) {
      case "number":
        return "须为数字";
      case "wholeNumber":
        return "须为整数";
      case "size":
        return "须为宽×高（像素），如 512x768";
      case "axis":
        return "须为「轴: 取值」，如 CFG Scale: 3, 5, 7";
      case "range":
        if (expected.least === undefined) return `不能大于 ${expected.most}`;
        return expected.most === undefined
          ? `不能小于 ${expected.least}`
          : `须在 ${expected.least} 到 ${expected.most} 之间`;
      case "multiple":
        return `须为 ${expected.of} 的倍数`;
      case "choice":
        return `须为 ${expected.choices.join("、")} 之一`;
      case "other":
        return expected.reason;
    }
  },
};
