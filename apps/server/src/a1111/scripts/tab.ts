/** Where a body is sent to: each has scripts and axes of its own. */
export type Tab = "txt2img" | "img2img";
