import { ownValue } from "@danfang/domain";
import { isObject, type Json, type JsonObject, parseJson } from "./json/parse-json.ts";

/** A text that a picture carries, under its keyword; a pasted text has none. */
export interface CarriedText {
  readonly key?: string;
  readonly text: string;
}

/** Every text of one picture, or the one that was pasted; JSON among them is parsed once. */
export class CarriedTexts {
  readonly all: readonly CarriedText[];
  #parsed: ReadonlyMap<CarriedText, JsonObject | readonly Json[] | undefined> | undefined;

  constructor(all: readonly CarriedText[]) {
    this.all = all;
  }

  /** The text under the first of these keys that there is. */
  text(...keys: string[]): string | undefined {
    for (const key of keys) {
      const found = this.all.find((one) => one.key === key)?.text;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  json(carried: CarriedText): JsonObject | readonly Json[] | undefined {
    this.#parsed ??= new Map(this.all.map((one) => [one, parseJson(one.text)]));
    return this.#parsed.get(carried);
  }

  /** The first object that has all of these keys, whatever it is kept under. */
  objectWith(...keys: string[]): JsonObject | undefined {
    return this.objectWhere((json) => keys.every((key) => ownValue(json, key) !== undefined));
  }

  objectWhere(isMeant: (json: JsonObject) => boolean): JsonObject | undefined {
    for (const one of this.all) {
      const json = this.json(one);
      if (!Array.isArray(json) && isObject(json as Json) && isMeant(json as JsonObject)) return json as JsonObject;
    }
    return undefined;
  }

  /** All keywords with their texts, as one object. */
  asObject(): JsonObject {
    return Object.fromEntries(this.all.flatMap(({ key, text }) => (key === undefined ? [] : [[key, text]])));
  }
}
