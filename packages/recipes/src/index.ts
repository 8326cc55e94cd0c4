export { printGridFields, readGridFields } from "./grid-fields.ts";
export { type InfotextValue, printInfotext } from "./infotext.ts";
export { type PaintingFields, printPaintingFields, readPaintingFields, unfollowedFields } from "./painting-fields.ts";
export { parseInfotext } from "./read-recipe.ts";
export { type FieldValue, type InfotextFields, parseInfotextFields } from "./readers/a1111-fields.ts";
export { printScheduleType } from "./readers/a1111-names.ts";
export { type SamplerAndSchedule, splitSampler } from "./readers/a1111-sampler-split.ts";
export { type NetworkTag, parseNetworkTags } from "./readers/network-tags.ts";
export type { Finding, Reading, Span } from "./reading.ts";
