export { type HypertileOptions, tileChooser } from "./choose-tiles.ts";
export { hypertileFeeds, hypertiler } from "./hypertile.ts";
export { type TiledLayer, tiledLayers } from "./tiled-layers.ts";
