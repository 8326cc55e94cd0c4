/** The largest random seed, as `@danfang/domain` has it; that package's schemas are too heavy for the page. */
export const largestRandomSeed = 4294967293;
