/** Whether it is an address and not a path; of any protocol: those that are none of the web are refused in their own words. */
export const isUrl = (path: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(path);
