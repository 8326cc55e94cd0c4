import { DanfangError } from "@danfang/domain";

/** Says that there is no such thing, as the studio does. */
export const missing = (what: string, id: string) =>
  new DanfangError(`${what}/notFound`, { message: `There is no ${what} ${id}.`, hint: "" }, { id });
