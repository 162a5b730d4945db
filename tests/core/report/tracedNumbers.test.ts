import { items, number, text, type DicomJson } from '@timescope/core/dicom/json';
import { composeReport } from '@timescope/core/report/composeReport';
import { NO_CONTEXT } from '@timescope/core/report/contextFields';
import { factsOf } from '@timescope/core/report/factsOf';
import type { ReportDocument, ReportRow, SourceItem } from '@timescope/core/report/reportDocument';
import { storedReports } from '../../harness/storedReports';

const stored = Object.values(await storedReports()) as readonly DicomJson[];

const reportOf = (reports: readonly DicomJson[]): ReportDocument =>
  composeReport(factsOf(reports, { context: NO_CONTEXT, decisions: [] }), {
    madeAt: '2026-11-22T10:00:00',
    reader: '',
  });

interface PlacedRow {
  readonly at: string;
  readonly row: ReportRow;
}

/** Every row of the report with where it stands. */
function rowsOf(document: ReportDocument): readonly PlacedRow[] {
  const { patient, comparison, ct, pathology, changes, context, provenance } = document;
  return [
    ...patient.map(row => ({ at: 'patient', row })),
    ...comparison.flatMap(({ target, ...sides }) =>
      (['ct', 'tissue'] as const).flatMap(side => {
        const found = sides[side];
        return found.kind === 'assessed' ? found.rows.map(row => ({ at: `${target} by ${side}`, row })) : [];
      }),
    ),
    ...[ct, ...pathology, ...changes, context, provenance].flatMap(({ title, rows }) =>
      rows.map(row => ({ at: title, row })),
    ),
  ];
}

const nameOf = ({ at, row }: PlacedRow): string => `${at}: ${row.label}`;

const full = reportOf(stored);
const numbers = rowsOf(full).filter(({ row }) => row.value.number !== undefined);

/** The item with this number, counted in the data set itself. */
function itemAt({ report, item: path }: SourceItem): DicomJson | undefined {
  const dataset = stored.find(each => text(each, '00080018') === report);
  const [root, ...places] = path.split('.').map(Number);
  expect(root).toBe(1);
  return places.reduce<DicomJson | undefined>(
    (above, place) => above && items(above, '0040A730')[place - 1],
    dataset,
  );
}

/** Numeric value (decimal string, and double where it is given) of a NUM item. */
function measuredAt(source: SourceItem): { readonly value: number | undefined; readonly unit: string } {
  const found = itemAt(source) ?? {};
  expect(text(found, '0040A040')).toBe('NUM');
  const [measured = {}] = items(found, '0040A300');
  const [unit = {}] = items(measured, '004008EA');
  return {
    value: number(measured, '0040A161') ?? number(measured, '0040A30A'),
    unit: text(unit, '00080100') ?? '',
  };
}

test('numbers of all parts are there: CT, networks, tissue, slides, changes, cohort', () => {
  const names = numbers.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(50);
  expect(names).toEqual(
    expect.arrayContaining([
      'tsr by ct: Probability of "high"',
      'tsr by ct: AUC of these weights',
      'time by ct: High among TSR, TILs and IS',
      'tsr by tissue: Stroma / (stroma + tumour)',
      'is by tissue: Immune score',
      'CT: Area on the slice',
      'CT: Volume',
      'CT: Long axis on the slice',
      'CT: Mean attenuation on the slice',
      'Tissue: CD3 and CD8, 2026-01-02: CD8 in tumour, percentile',
      'Tissue: CD3 and CD8, 2026-01-02: Stroma-immune score',
      'Provenance: Patients of the reference cohort',
    ]),
  );
});

test.each(numbers.map(each => [nameOf(each), each] as const))(
  '%s stands in a stored report, and not without it',
  (name, { at, row: { label, value, code } }) => {
    const { number: printed, source, difference } = value;
    if (difference) {
      const [later, earlier] = [measuredAt(difference.later), measuredAt(difference.earlier)];
      expect((later.value ?? NaN) - (earlier.value ?? NaN)).toBe(printed?.value);
      expect(later.unit).toBe(printed?.unit);
    } else {
      if (!source) throw new Error(`${name} has no source.`);
      const measured = measuredAt(source);
      expect(measured).toEqual({ value: printed?.value, unit: printed?.unit });
      expect(code.meaning).not.toBe('');
    }
    for (const uid of new Set(
      [source, difference?.later, difference?.earlier].flatMap(each => each?.report ?? []),
    )) {
      const without = reportOf(stored.filter(dataset => text(dataset, '00080018') !== uid));
      expect(JSON.stringify(without)).not.toContain(uid);
      const row = rowsOf(without).find(each => each.at === at && each.row.label === label)?.row;
      if (row)
        expect(row.value).toMatchObject({
          text: 'not assessed',
          because: expect.stringMatching(/\w/) as string,
        });
      else expectPartToBeMissing(without, at);
    }
  },
);

/**
 * A part that is not there: a side of the comparison says so, and the section of CD3 and CD8 in one row; a slide and its
 * changes are gone with the slide.
 */
function expectPartToBeMissing(
  { comparison, pathology, changes, provenance }: ReportDocument,
  at: string,
): void {
  const [target, side] = at.split(' by ');
  const row = comparison.find(each => each.target === target);
  if (row) {
    expect(row[side === 'ct' ? 'ct' : 'tissue']).toMatchObject({ kind: 'missing', text: 'not assessed' });
    return;
  }
  const [section, ...others] = pathology.find(({ title }) => title === at)?.rows ?? [];
  if (section) {
    expect(section.value).toMatchObject({
      text: 'not assessed',
      because: expect.stringMatching(/\w/) as string,
    });
    expect(others).toEqual([]);
    return;
  }
  const titles = [...pathology, ...changes].map(({ title }) => title);
  expect([...full.pathology, ...full.changes, provenance].map(({ title }) => title)).toContain(at);
  expect(titles).not.toContain(at);
}

test('without any slide the rows of slides say that none was assessed', () => {
  const noSlide = reportOf(stored.slice(0, 2));
  const section = noSlide.pathology.find(({ title }) => title === 'Slide scores');
  expect(section?.rows.map(({ value }) => value.text)).toEqual(section?.rows.map(() => 'not assessed'));
  expect(noSlide.changes).toEqual([]);
});

test('a number that the text shows is the stored one, rounded', () => {
  for (const { row } of numbers) {
    const { text: printed, number: of } = row.value;
    const shown = Number(/^[+-]?[\d,]*\.?\d+/.exec(printed)?.[0].replaceAll(',', ''));
    const digits = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
    // A change is the difference of two rounded numbers.
    const most = row.value.difference ? 1 : 0.5;
    expect(Math.abs(shown - (of?.value ?? NaN))).toBeLessThanOrEqual(most * 10 ** -digits + 1e-9);
  }
});

test('no row takes anything from the documents that the reports carry for programs', () => {
  const bare = stored.map(dataset => ({
    ...dataset,
    '0040A730': {
      vr: 'SQ',
      Value: items(dataset, '0040A730').map(each =>
        items(each, '0040A043').some(name => text(name, '00080100') === 'RUNDOCUMENT')
          ? { ...each, '0040A160': { vr: 'UT', Value: ['{}'] } }
          : each,
      ),
    },
  }));
  expect(reportOf(bare)).toEqual(full);
});
