/** How a file can be looked at, and what is asked about it. */
export interface Look {
  /** Every look costs: neither what lies beside the file is read, nor all of it. */
  readonly isRemote: boolean;
  /** It lies in an archive: archives in it stay closed. */
  readonly isInside?: boolean;
  readonly withTensors?: boolean;
  /** By their names in documents: sha256, autoV1 … */
  readonly hashes?: () => Promise<Readonly<Record<string, string>> | undefined>;
}

/** What else somebody wants to know about a file. */
export interface InspectWishes {
  /** Every tensor. */
  readonly withTensors?: boolean;
  /** All hashes that hubs know it by; of a file on this machine. */
  readonly withHashes?: boolean;
  /** It is one of many: its hash is not worth reading all of it, unless hashes are wished for. */
  readonly isOneOfMany?: boolean;
}
