import type { Reason } from "@danfang/domain";

/** Deepest nesting that is followed, as in serde_json, by which the reference implementation reads headers. */
const deepest = 128;

/**
 * Reads JSON text value by value, in order, and builds nothing that its caller does not ask for.
 *
 * `JSON.parse` would hide duplicate keys, give `__proto__` a meaning in the wrong hands and turn 100 MB of `[[],[],…` into
 * gigabytes. Faults are thrown as the caller words them. Source: RFC 8259.
 */
export class JsonCursor {
  readonly #text: string;
  readonly #fault: (reason: Reason, at: number) => Error;
  #at = 0;

  constructor(text: string, fault: (reason: Reason, at: number) => Error) {
    this.#text = text;
    this.#fault = fault;
  }

  /** 0-based position in the text, in UTF-16 units. */
  get at(): number {
    return this.#at;
  }

  /** First character of the next value, "" at the end. */
  peek(): string {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#text.charAt(this.#at);
  }

  /** Walks the members of an object; `member` must consume each value. */
  object(member: (key: string) => void): void {
    this.#expect("{");
    if (this.#take("}")) return;
    do {
      const key = this.string();
      this.#expect(":");
      member(key);
    } while (this.#take(","));
    this.#expect("}");
  }

  /** Walks an array; `element` must consume each value. */
  array(element: () => void): void {
    this.#expect("[");
    if (this.#take("]")) return;
    do element();
    while (this.#take(","));
    this.#expect("]");
  }

  string(): string {
    this.#expect('"');
    const start = this.#at;
    let escaped = false;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at++);
      if (code === quote) break;
      if (!(code >= 0x20)) throw this.#fault({ en: "a text does not end", zh: "有段文字没有结尾" }, start); // NaN past the end, control characters
      if (code !== backslash) continue;
      escaped = true;
      this.#at++;
    }
    const inside = this.#text.slice(start, this.#at - 1);
    const text = escaped ? this.#unescape(inside, start) : inside;
    if (!text.isWellFormed())
      throw this.#fault({ en: "a text has half a character", zh: "有段文字里有半个字符" }, start);
    return text;
  }

  number(): number {
    this.peek();
    numberPattern.lastIndex = this.#at;
    const [digits] = numberPattern.exec(this.#text) ?? [];
    if (digits === undefined) throw this.#fault({ en: "a number is missing", zh: "缺少一个数字" }, this.#at);
    this.#at += digits.length;
    return Number(digits);
  }

  literal(word: "true" | "false" | "null"): void {
    this.peek();
    if (!this.#text.startsWith(word, this.#at))
      throw this.#fault({ en: "something is not a value", zh: "有个地方不是值" }, this.#at);
    this.#at += word.length;
  }

  /** Passes over any value. */
  skip(depth = 0): void {
    if (depth > deepest) throw this.#fault({ en: "it is nested too deep", zh: "嵌套太深" }, this.#at);
    const next = this.peek();
    if (next === "{") this.object(() => this.skip(depth + 1));
    else if (next === "[") this.array(() => this.skip(depth + 1));
    else if (next === '"') this.string();
    else if (next === "t") this.literal("true");
    else if (next === "f") this.literal("false");
    else if (next === "n") this.literal("null");
    else this.number();
  }

  /** Nothing but white space may be left. */
  end(): void {
    if (this.peek() !== "") throw this.#fault({ en: "something follows the end", zh: "结尾之后还有内容" }, this.#at);
  }

  #take(character: string): boolean {
    const found = this.peek() === character;
    if (found) this.#at++;
    return found;
  }

  #expect(character: string): void {
    if (!this.#take(character))
      throw this.#fault({ en: `“${character}” is missing`, zh: `缺少「${character}」` }, this.#at);
  }

  #unescape(inside: string, start: number): string {
    try {
      return JSON.parse(`"${inside}"`) as string;
    } catch {
      throw this.#fault({ en: "a text has an unknown escape", zh: "有段文字里有不认识的转义" }, start);
    }
  }
}

const quote = 0x22;
const backslash = 0x5c;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
