/** What FastAPI answers for an address that is not there; clients of AUTOMATIC1111 read it as "not installed". */
export const notFound = (): Response =>
  Response.json({ detail: "Not Found" }, { status: 404, headers: { "Cache-Control": "no-store" } });
