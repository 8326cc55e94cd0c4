/** The part of the published client's types that its package does not export where TypeScript looks for them. */
declare module "node-sd-webui" {
  export interface Client {
    txt2img(options: object): Promise<{ images: string[]; parameters: object; info: string }>;
    img2img(options: object): Promise<{ images: string[]; parameters: object; info: string }>;
    pngInfo(options: { imageData: string }): Promise<Record<string, string | number>>;
  }
  export default function sdwebui(options: { apiUrl: string }): Client;
}
