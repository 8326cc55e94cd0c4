/** One argument of a script, as `script-info` tells of it. */
export const field = (label: string, value: unknown, limits: object = {}) => ({
  label,
  value,
  minimum: null,
  maximum: null,
  step: null,
  choices: null,
  ...limits,
});
