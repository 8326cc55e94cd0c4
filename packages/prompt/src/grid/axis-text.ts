import type { GridAxisRequest } from "@danfang/domain";
import { printCsv } from "./csv.ts";

/** The values as one text, as infotexts have them. */
export const axisText = ({ values }: GridAxisRequest): string =>
  typeof values === "string" ? values : printCsv(values);
