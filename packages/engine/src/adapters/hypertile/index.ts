export { type HypertileOptions, type Tiles, tileChooser } from "./choose-tiles.ts";
export { hypertileFeeds, hypertiler } from "./hypertile.ts";
export { type TiledLayer, tiledLayers } from "./tiled-layers.ts";
