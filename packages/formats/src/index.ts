export { type ByteSource, blobSource, bytesSource } from "./byte-source.ts";
export { openFile } from "./file-source.ts";
export { type HttpOptions, openHttp } from "./http-source.ts";
