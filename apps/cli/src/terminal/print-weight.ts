/** A weight for a person to read: `1.1`, `0.909`, `1.573`; at most three decimals. */
export const printWeight = (weight: number): string => String(Number(weight.toFixed(3)));
