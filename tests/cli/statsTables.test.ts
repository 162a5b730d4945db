import { readFile } from 'node:fs/promises';
import { stats } from '../../packages/cli/src/commands/stats';
import { statistics } from '../../packages/cli/src/stats/statistics';
import { FIVE, statsOfTable, WIDE } from './statsOfTable';

const { inFolder, json, printed } = statsOfTable();

test('rows with missing values are left out, counted and named by their lines', async () => {
  const said = await json('pearson', 'a,b\n1,2\n,3\n4,NA\n5,6\n2,1\n"3",3\n', '--x', 'a', '--y', 'b');
  expect(said).toMatchObject({ n: 4, leftOut: { rows: 2, lines: [3, 4], byColumn: { a: 1, b: 1 } } });
});

test('quotes, semicolons, tabs, a byte order mark and Windows line ends are read', async () => {
  const plain = await json('cut2', 'v\n1\n2\n3\n4\n', '--value', 'v', '--groups', '2');
  for (const text of [
    '\uFEFF"v"\r\n1\r\n2\r\n3\r\n4\r\n',
    'note;v\n"a;""b""\n";1\nb;2\nc;3\nd;4',
    'note\tv\na\t1\nb\t2\nc\t3\nd\t4\n',
  ])
    expect((await json('cut2', text, '--value', 'v', '--groups', '2')).cuts).toEqual(plain.cuts);
});

test('bad tables are refused in one sentence that names the line', async () => {
  const km = ['--time', 'time', '--event', 'event'];
  const refusals = [
    [
      'time,event\n1,1\n2,yes\n',
      'Line 3 of table.csv has "yes" in the column event, where 0 or 1 (or true or false) is expected.',
    ],
    [
      'time,event\n1,1\n"2,5",1\n',
      'Line 3 of table.csv has "2,5" in the column time, where a number is expected.',
    ],
    ['time,event\n1,1\n2\n', 'has 1 cells, where the header has 2 columns'],
    ['time,event\n', 'has no rows below its header'],
    ['time,time\n1,1\n', 'has two columns named "time"'],
    ['time,event\n1,"1\n', 'is never closed'],
    ['time,event\n,1\n', 'No row of table.csv has a value'],
  ] as const;
  for (const [table, sentence] of refusals)
    await expect(printed('km', table, ...km)).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining(sentence) as string,
    });
});

test('wrong calls are told what is missing', async () => {
  const calls: [string, string[]][] = [
    ['km', ['--time', 'time']],
    ['km', ['--time', 'tme', '--event', 'event']],
    ['median', []],
    ['km', ['--time', 'time', '--event', 'event', '--interval', 'plain']],
    ['cut2', ['--value', 'time', '--groups', '1']],
    ['mannwhitney', ['--value', 'time', '--group', 'patient']],
  ];
  for (const [name, options] of calls)
    await expect(printed(name, FIVE, ...options)).rejects.toMatchObject({ code: 'USAGE', kind: 'usage' });
  await expect(stats.run(['km', inFolder('none.csv'), '--time', 't', '--event', 'e'])).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('--plot writes an SVG with named axes; a statistic without one says so', async () => {
  const file = inFolder('km.svg');
  await printed(
    'km',
    FIVE,
    '--time',
    'time',
    '--event',
    'event',
    '--group',
    'arm',
    '--unit',
    'months',
    '--plot',
    file,
  );
  const svg = await readFile(file, 'utf8');
  for (const words of ['Time (months)', 'Survival', 'At risk', 'Log-rank p', 'For Research Use Only'])
    expect(svg).toContain(words);
  await expect(printed('cut2', WIDE, '--value', 'b', '--groups', '2', '--plot', file)).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test('the usage names every statistic with its options', () => {
  for (const [name, { usage }] of Object.entries(statistics))
    expect(stats.summary).toContain(`${name} FILE.csv ${usage}`);
});
