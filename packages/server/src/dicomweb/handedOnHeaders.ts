import type { IncomingHttpHeaders } from 'node:http';

/** Not handed on to the PACS: they belong to this hop or would make it answer for another host. */
const own = new Set(['host', 'connection', 'origin', 'referer', 'cookie']);

/** What a request to the PACS bears of the viewer's headers, its login among them. */
export const handedOnHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries({ ...headers, 'accept-encoding': 'identity' }).filter(([name]) => !own.has(name)),
  );
