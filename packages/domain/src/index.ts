export * from "./errors.ts";
export * from "./generation.ts";
export * from "./recipe.ts";
export * from "./units.ts";
