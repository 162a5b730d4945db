import { Button, Notice, Section } from '@timescope/ohif/controls';
import { download } from '@timescope/ohif/download';
import { useObservable } from '@timescope/ohif/ObservableState';
import { useState } from 'react';
import type { FeatureEntry } from '../pipeline/radiomics/catalogue/catalogue';
import { entriesOf, featuresCsv } from '../services/featuresCsv';
import type { MeasuredRegion, RegionFeatures } from '../services/RegionFeatures';
import { strings } from '../strings';
import type { Actions } from './actions';

/** Radiomics of the region: a table to search, one region or two beside each other. */
export function FeaturesSection({ features, actions }: { features: RegionFeatures; actions: Actions }) {
  const { kept, latest } = useObservable(features.state);
  const regions = [kept, latest].filter(region => region !== undefined);
  return (
    <Section title={strings.features} testId="features-section">
      <Settings features={features} actions={actions} />
      {regions.length > 0 && (
        <>
          <div className="ts-row">
            {latest && (
              <Button
                text={strings.keepRegion}
                testId="keep-region"
                title={strings.keepRegionTitle}
                onPress={() => features.keep()}
              />
            )}
            {kept && (
              <Button text={strings.dropRegion} testId="drop-region" onPress={() => features.dropKept()} />
            )}
            <Button
              text={strings.featuresCsv}
              testId="features-csv"
              onPress={() =>
                download(
                  new Blob([featuresCsv(regions)], { type: 'text/csv' }),
                  'timescope-radiomics.csv',
                  document,
                )
              }
            />
          </div>
          <FeatureTable regions={regions} />
        </>
      )}
    </Section>
  );
}

function Settings({ features, actions }: { features: RegionFeatures; actions: Actions }) {
  const { profile, binWidth, isRunning } = useObservable(features.state);
  return (
    <>
      <select
        data-cy="features-profile"
        aria-label={strings.profile}
        value={profile}
        disabled={isRunning}
        onChange={event => features.chooseProfile(event.target.value === 'ibsi' ? 'ibsi' : 'pyradiomics')}
      >
        <option value="pyradiomics">{strings.profiles.pyradiomics}</option>
        <option value="ibsi">{strings.profiles.ibsi}</option>
      </select>
      <div className="ts-row">
        <label className="ts-row" title={strings.binWidthTitle}>
          <span className="ts-dim">{strings.binWidth}</span>
          <input
            type="text"
            inputMode="decimal"
            size={4}
            data-cy="features-bin-width"
            defaultValue={binWidth}
            onChange={event => features.chooseBinWidth(Number(event.target.value))}
          />
        </label>
        <Button
          text={isRunning ? strings.measuringFeatures : strings.measureFeatures}
          testId="measure-features"
          disabled={isRunning}
          onPress={() => actions.run('timescopeMeasureFeatures')}
        />
      </div>
    </>
  );
}

function FeatureTable({ regions }: { regions: readonly MeasuredRegion[] }) {
  const [sought, setSought] = useState('');
  const entries = entriesOf(regions).filter(entry => matches(entry, sought));
  return (
    <>
      <input
        type="text"
        data-cy="features-search"
        placeholder={strings.searchFeatures}
        aria-label={strings.searchFeatures}
        value={sought}
        onChange={event => setSought(event.target.value)}
      />
      {entries.length === 0 && <Notice kind="info" text={strings.noFeature(sought)} testId="no-feature" />}
      <div style={{ maxHeight: 360, overflowY: 'auto' }} data-cy="features-table" tabIndex={0}>
        <table style={{ width: '100%', borderCollapse: 'collapse' }}>
          <thead>
            <tr>
              <th style={HEAD}>{strings.featureCount(entries.length)}</th>
              {regions.map(({ label, result, measuredAt }, at) => (
                <th
                  key={at}
                  style={{ ...HEAD, textAlign: 'right' }}
                  title={strings.measuredAt(measuredAt.toLocaleTimeString())}
                >
                  {strings.regionColumn(label, result.voxels, strings.binsOf(result.settings.bins))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map(entry => (
              <FeatureRow key={entry.name} entry={entry} regions={regions} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const HEAD = {
  position: 'sticky',
  top: 0,
  textAlign: 'left',
  verticalAlign: 'bottom',
  background: 'var(--ts-card)',
  padding: '4px 6px',
  fontWeight: 600,
} as const;

const CELL = { borderTop: '1px solid var(--ts-line)', padding: '4px 6px', verticalAlign: 'top' } as const;

function FeatureRow({ entry, regions }: { entry: FeatureEntry; regions: readonly MeasuredRegion[] }) {
  const { name, family, unit, definition } = entry;
  return (
    <tr data-cy={`feature-${name}`}>
      <td style={{ ...CELL, overflowWrap: 'anywhere' }}>
        {name}
        <div className="ts-dim ts-small">
          {strings.featureExplained(family, definition, unit === '1' ? strings.noUnit : unit)}
        </div>
      </td>
      {regions.map(({ result }, at) => (
        <td key={at} style={{ ...CELL, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
          <FeatureValue value={result.features[name] ?? null} reason={result.notEvaluable[name]} />
        </td>
      ))}
    </tr>
  );
}

function FeatureValue({ value, reason }: { value: number | null; reason: string | undefined }) {
  if (value !== null) return <span title={String(value)}>{Number(value.toPrecision(5))}</span>;
  return <span className="ts-dim ts-small">{reason ?? strings.notEvaluable}</span>;
}

/** Every word must stand somewhere in name, family, unit or definition. */
function matches({ name, family, unit, definition }: FeatureEntry, sought: string): boolean {
  const text = `${name} ${family} ${unit} ${definition}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
