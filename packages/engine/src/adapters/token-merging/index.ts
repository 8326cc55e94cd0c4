export { planMerge } from "./plan-merge.ts";
export { mergeFeeds, tokenMerger } from "./token-merging.ts";
