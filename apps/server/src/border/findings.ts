import { defineFindings } from "@danfang/domain";

/** What a route notices and goes on. */
export const serverFindings = defineFindings("server", {
  noInfotext: (_: Record<string, never>) => ({
    en: "This picture carries no generation data.",
    zh: "这张图里没有生成数据。",
  }),
});
