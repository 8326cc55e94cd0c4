/**
 * The environment of the engine process. On Linux it asks glibc for transparent huge pages: the activations of a
 * picture are hundreds of megabytes that come and go with every operator, and mapping them 4 KB at a time cost half of
 * the time of every operator that only passes over memory (docs/performance.md).
 *
 * Source: glibc manual, "Memory Allocation Tunables", glibc.malloc.hugetlb; other systems ignore the variable.
 */
export function engineEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const tunables = environment.GLIBC_TUNABLES;
  if (tunables?.includes("glibc.malloc.hugetlb")) return environment;
  const added = "glibc.malloc.hugetlb=1";
  return { ...environment, GLIBC_TUNABLES: tunables ? `${tunables}${tunablesDelimiter}${added}` : added };
}

const tunablesDelimiter = ":";
