import type { DanfangError } from "@danfang/domain";

/** Who is told what a container holds. */
export type TextsFound = {
  readonly exif: (data: Uint8Array) => void;
  readonly xmp: (data: Uint8Array) => void;
  /** Photoshop's resources, IPTC's among them. */
  readonly resources: (data: Uint8Array) => void;
  readonly comment: (data: Uint8Array) => void;
  readonly text: (key: string, text: string) => void;
  readonly broken: (error: DanfangError) => void;
};
