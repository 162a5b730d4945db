import { workplace, type Workplace } from '../testServer';
import { KEY_OF_ANNA, KEY_OF_BEN, outlineOf, readingClient } from './readingClient';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(() => place.close());

const TRIES = 20;
const address = (at: number) => `1.2/1.2.30.${String(at)}`;

/** Two servers on one folder, and how one reader asks each of them about one of many series. */
async function twoServers() {
  const [first, second] = [await place.start(), await place.start()];
  return (at: number, key: string) =>
    [first, second].map(({ url }) => readingClient(url, key, address(at))) as [Client, Client];
}

type Client = ReturnType<typeof readingClient>;

test('two servers on one folder, one version sent to both: one is taken and stays, the other is told', async () => {
  const clients = await twoServers();
  for (let at = 0; at < TRIES; at++) {
    const [here, there] = clients(at, KEY_OF_ANNA);
    await here.join('Anna');
    await here.save(1, outlineOf(1));
    const answers = await Promise.all([here.save(2, outlineOf(1000)), there.save(2, outlineOf(2000))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const kept = outlineOf(answers[0].status === 200 ? 1000 : 2000);
    expect((await here.own()).body).toEqual({ revision: 2, outline: kept });
    expect((await there.own()).body).toEqual({ revision: 2, outline: kept });
  }
});

test('two servers on one folder, signing at one while the other saves: a signature that was answered stands', async () => {
  const clients = await twoServers();
  for (let at = 0; at < TRIES; at++) {
    const [here, there] = clients(at, KEY_OF_ANNA);
    await here.join('Anna');
    await here.save(1, outlineOf(1));
    const [signed, saved] = await Promise.all([here.sign(1), there.save(2, outlineOf(2000))]);
    expect([signed.status, saved.status].sort()).toEqual([200, 409]);
    expect((await there.state()).body.you?.hasSigned).toBe(signed.status === 200);
    expect((await there.own()).body.outline).toEqual(outlineOf(saved.status === 200 ? 2000 : 1));
  }
});

test('two servers on one folder, two readers who begin at once: one seat each, and one seat for one name', async () => {
  const clients = await twoServers();
  for (let at = 0; at < TRIES; at++) {
    const [[anna], [, ben]] = [clients(at, KEY_OF_ANNA), clients(at, KEY_OF_BEN)];
    const both = await Promise.all([anna.join('Anna'), ben.join(at % 2 === 0 ? 'Ben' : 'Anna')]);
    if (at % 2 === 0) expect(both.map(({ body }) => body.you?.seat).sort()).toEqual(['A', 'B']);
    else expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  }
});
