import { radiomics } from '@timescope/extension-ct-radiomics/pipeline/radiomics/radiomics';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeBlock } from '../../../../bench/validation/generatedBlock';
import { testOnRealData } from '../../../../harness/sharedData';
import { agreement, readPhantom, referenceRows } from './ibsiPhantom';

testOnRealData('every valued row of the IBSI digital phantom agrees with its reference value', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'ibsi' });
  const rows = referenceRows();
  expect(rows).toHaveLength(482);
  const missed = rows
    .filter(row => agreement(features[row.tag], row) === 'missed')
    .map(({ tag, value }) => `${tag}: ${features[tag]} for ${value}`);
  expect(missed).toEqual([]);
});

testOnRealData('the profile holds the tags of the valued rows and no other', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'ibsi' });
  expect(Object.keys(features).toSorted()).toEqual(
    referenceRows()
      .map(({ tag }) => tag)
      .toSorted(),
  );
});

const VALIDATION = path.resolve(import.meta.dirname, '../../../../../docs/validation.md');

testOnRealData('docs/validation.md shows every row as it is measured', async () => {
  const { features } = radiomics(await readPhantom(), { profile: 'ibsi' });
  const rows = referenceRows().map(row => {
    const value = features[row.tag] ?? NaN;
    const shown = Number(value.toPrecision(6));
    return `| ${row.tag} | ${row.value} | ${row.tolerance} | ${shown} | ${agreement(value, row)} |`;
  });
  const counts = (['rounded', 'within tolerance', 'missed'] as const).map(
    kind => `${rows.filter(row => row.endsWith(` ${kind} |`)).length} ${kind}`,
  );
  const table = [
    `${rows.length} rows: ${counts.join(', ')}.`,
    '',
    '| tag | reference | tolerance | TIMEscope | agreement |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  if (process.env.UPDATE_VALIDATION) writeBlock(VALIDATION, 'ibsi', table);
  expect(readFileSync(VALIDATION, 'utf8')).toContain(table);
});
