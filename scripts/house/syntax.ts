import { parseSync } from "vite";

/** A node of a file's syntax tree, ESTree with types; read without types of its own, because laws look at shapes. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const programOf = (file: string, code: string): Node => parseSync(file, code).program as unknown as Node;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
export const node = (value: unknown): Node | undefined => (isNode(value) ? value : undefined);
export const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
export const childrenOf = (at: Node): Node[] => Object.values(at).flat().filter(isNode);

/** Every node from the outside in, each with those around it, the nearest last. */
export function visit(at: Node, around: readonly Node[], see: (node: Node, around: readonly Node[]) => void): void {
  see(at, around);
  for (const child of childrenOf(at)) visit(child, [...around, at], see);
}

/** The line of an offset, from 1. */
export const lineOf = (code: string, offset: number): number => code.slice(0, offset).split("\n").length;
