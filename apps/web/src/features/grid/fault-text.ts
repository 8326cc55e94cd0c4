import i18next from "i18next";
import type { AxisFault } from "./read-axis.ts";

/** Whatever was pasted, a line is a line. */
const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** What is wrong with an axis, in the language of the page. */
export function faultText(fault: AxisFault): string {
  if (fault.kind === "needs") return i18next.t(`grid.needs.${fault.needs}`);
  const value = "value" in fault ? shortened(fault.value) : "";
  return i18next.t(`grid.fault.${fault.kind}`, { value, bound: "bound" in fault ? fault.bound : 0 });
}
