import { dicomwebClient } from '@timescope/core/dicomweb/client';
import { parseMultipart } from '@timescope/core/dicomweb/multipart';

const address = { study: '1.2', series: '1.3', instance: '1.4' };
const JPEG = '1.2.840.10008.1.2.4.50';

/** A service that answers in turn, and the requests that it saw. */
function service(...answers: (Response | Error)[]) {
  const seen: { url: string; headers: Headers }[] = [];
  const waits: number[] = [];
  const client = dicomwebClient('http://pacs/dicom-web', {
    fetch: (url, init) => {
      seen.push({ url: url as string, headers: new Headers(init?.headers) });
      const answer = answers.shift();
      return answer instanceof Response
        ? Promise.resolve(answer)
        : Promise.reject(answer ?? new Error('unexpected'));
    },
    headers: () => ({ Authorization: 'Bearer secret' }),
    wait: milliseconds => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
  });
  return { client, seen, waits };
}

const multipart = (body: string) =>
  new Response(`--x\r\nContent-Type: image/jpeg\r\n\r\n${body}\r\n--x--\r\n`, {
    headers: { 'content-type': 'multipart/related; type="image/jpeg"; boundary="x"' },
  });

describe('answers', () => {
  test('a search asks with literal commas and the host’s credentials', async () => {
    const { client, seen } = service(Response.json([{}]));
    expect(await client.searchStudies({ includefield: '00081030,00080060' })).toEqual([{}]);
    expect(seen[0]?.url).toBe('http://pacs/dicom-web/studies?includefield=00081030,00080060');
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  test('an empty 204 is an empty list', async () => {
    expect(await service(new Response(null, { status: 204 })).client.searchStudies({})).toEqual([]);
  });

  test('a frame is asked for in its own transfer syntax and taken out of the message', async () => {
    const { client, seen } = service(multipart('pixels'));
    expect(new TextDecoder().decode(await client.frame(address, 3, JPEG))).toBe('pixels');
    expect(seen[0]?.url).toMatch(/\/frames\/3$/);
    expect(seen[0]?.headers.get('accept')).toBe(
      `multipart/related; type="image/jpeg"; transfer-syntax=${JPEG}`,
    );
  });

  test('a server-relative address of bulk data is asked for on the same server', async () => {
    const { client, seen } = service(multipart('icc'));
    await client.bulkData('/bulk/7');
    expect(seen[0]?.url).toBe('http://pacs/bulk/7');
  });

  test('of a mixed batch the stored and the failed are told apart', async () => {
    const answer = {
      '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['1'] } }] },
      '00081198': {
        vr: 'SQ',
        Value: [{ '00081155': { vr: 'UI', Value: ['2'] }, '00081197': { vr: 'US', Value: [273] } }],
      },
    };
    const { client } = service(Response.json(answer, { status: 409 }));
    expect(await client.store([Uint8Array.of(1)], 'b')).toEqual({
      stored: ['1'],
      failed: [{ instance: '2', failure: 273 }],
    });
  });
});

describe('what is no answer', () => {
  test.each([
    ['a web page with status 200', new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['a web page that says it is JSON', new Response('<html>')],
    ['an object instead of a list', Response.json({})],
  ])('%s is an error', async (_, answer) => {
    await expect(service(answer).client.searchStudies({})).rejects.toMatchObject({ code: 'HTTP' });
  });

  test.each([
    ['a message that is cut off', new Response('--x\r\n\r\nhalf', { headers: { 'content-type': 'multipart/related; boundary=x' } })], // prettier-ignore
    [
      'a message without a boundary',
      new Response('--x', { headers: { 'content-type': 'multipart/related' } }),
    ],
    ['a body shorter than announced', new Response('half', { headers: { 'content-length': '9' } })],
    ['an empty body', new Response('')],
  ])('%s is an error', async (_, answer) => {
    await expect(service(answer).client.frame(address, 1, JPEG)).rejects.toMatchObject({ code: 'HTTP' });
  });
});

describe('failures', () => {
  const status = (code: number, headers = {}) => new Response('', { status: code, headers });

  test.each([
    [401, 'HTTP', 'The server asks for a login.'],
    [403, 'HTTP', 'The server refuses access to this object.'],
    [404, 'NOT_FOUND', 'The server does not have this object.'],
  ])('%i is not asked again', async (code, errorCode, message) => {
    const { client, seen } = service(status(code));
    await expect(client.instance(address)).rejects.toMatchObject({
      code: errorCode,
      message,
      kind: 'rejected',
    });
    expect(seen).toHaveLength(1);
  });

  test('a busy server is asked again with growing pauses until it answers', async () => {
    const { client, waits } = service(status(503), new Error('reset'), status(500), Response.json([]));
    expect(await client.searchStudies({})).toEqual([]);
    expect(waits).toEqual([250, 500, 1000]);
  });

  test('the pause that the server asks for is kept', async () => {
    const { client, waits } = service(status(429, { 'retry-after': '7' }), Response.json([]));
    await client.searchStudies({});
    expect(waits).toEqual([7000]);
  });

  test('after five tries the error says that it may work later and shows no token', async () => {
    const { client, seen } = service(...Array.from({ length: 5 }, () => status(502)));
    const error: unknown = await client.searchStudies({}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'retryable', fields: { status: 502 } });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(seen).toHaveLength(5);
  });
});

test('a boundary inside a body that does not begin a line is content', () => {
  const message = new TextEncoder().encode('--x\r\n\r\na--xb\r\n--x\r\n\r\nc\r\n--x--\r\n');
  const bodies = parseMultipart(message, 'multipart/related; boundary=x').map(part =>
    new TextDecoder().decode(part.body),
  );
  expect(bodies).toEqual(['a--xb', 'c']);
});
