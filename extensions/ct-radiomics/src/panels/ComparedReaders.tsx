import type { Agreement } from '@timescope/core/geometry/agreement/agreement';
import { Button, Facts } from '@timescope/ohif/controls';
import { READER_STYLE } from '../overlays/ReadersOverlay';
import type { DisplayedCt } from '../services/displayedCt';
import type { ConsensusStart } from '../services/readings/consensus';
import type { TwoReaders } from '../services/readings/TwoReaders';
import type { ReadersOutline, TwoReadersState } from '../services/readings/twoReadersState';
import { roiVoxels } from '../services/roiSlices';
import { strings } from '../strings';
import type { Actions } from './actions';

/** After both have signed: who drew what, how well they agree, and the way to a consensus. */
export function ComparedReaders(props: {
  readers: TwoReaders;
  state: TwoReadersState;
  ct: DisplayedCt;
  actions: Actions;
}) {
  const { readers, state, ct, actions } = props;
  return (
    <>
      {state.outlines.map(outline => (
        <ReaderRow
          key={outline.seat}
          outline={outline}
          isShown={state.shown[outline.seat]}
          onToggle={() => readers.toggle(outline.seat)}
        />
      ))}
      {state.agreement ? (
        <Measures agreement={state.agreement} ct={ct} readers={readers} />
      ) : (
        state.isComparing && <div className="ts-dim">{strings.comparing}</div>
      )}
      <div className="ts-row">
        <Button
          text={strings.featuresOfBoth}
          testId="features-of-both"
          title={strings.featuresOfBothTitle}
          onPress={() => actions.run('timescopeMeasureBothReaders')}
        />
      </div>
      <Consensus readers={readers} outlines={state.outlines} />
    </>
  );
}

function ReaderRow(props: { outline: ReadersOutline; isShown: boolean; onToggle: () => void }) {
  const { seat, reader, roi, signedAt } = props.outline;
  const { colour, dash } = READER_STYLE[seat];
  return (
    <label className="ts-row" title={strings.signedAt(new Date(signedAt).toLocaleString())}>
      <input type="checkbox" data-cy={`show-${seat}`} checked={props.isShown} onChange={props.onToggle} />
      <svg width="24" height="8" aria-hidden="true">
        <line x1="0" y1="4" x2="24" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ')} />
      </svg>
      <span className="ts-grow" data-cy={`reader-${seat}`}>
        {strings.readerOf(seat, reader)}
      </span>
      <span className="ts-dim ts-small">{strings.outlined(roi.size, roiVoxels(roi))}</span>
    </label>
  );
}

interface Compared {
  readonly agreement: Agreement;
  readonly ct: DisplayedCt;
  readonly readers: TwoReaders;
}

function Measures(compared: Compared) {
  const { agreement } = compared;
  const { surface, largestSlice: slice } = agreement;
  return (
    <>
      <Facts
        facts={[
          { name: strings.dice, value: agreement.dice.toFixed(3), testId: 'dice', title: strings.diceTitle },
          {
            name: strings.hausdorff,
            value: strings.mm(agreement.hausdorffMm),
            testId: 'hausdorff',
            title: strings.hausdorffTitle,
          },
          { name: strings.hd95, value: strings.mm(agreement.hd95Mm), testId: 'hd95' },
          { name: strings.hd95Larger, value: strings.mm(surface.hd95LargerMm), testId: 'hd95-larger' },
          {
            name: strings.meanSurface,
            value: strings.mm(agreement.meanSurfaceDistanceMm),
            testId: 'mean-surface',
            title: strings.meanSurfaceTitle,
          },
        ]}
      />
      <div className="ts-small ts-dim">{strings.distancesExplained}</div>
      <Differences {...compared} />
      <div className="ts-small" data-cy="largest-slices">
        {slice.isSameSlice
          ? strings.sameSlice(slice.diceOnSliceOfA)
          : strings.otherSlice(slice.apartMm, slice.diceOnSliceOfA, slice.diceOnSliceOfB)}
      </div>
    </>
  );
}

const NUMBER = {
  textAlign: 'right',
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
  paddingLeft: 8,
} as const;

function Differences({ agreement, ct, readers }: Compared) {
  const { volumeMm3: volume, largestSlice: slice } = agreement;
  const image = (index: number) => (
    <button
      type="button"
      className="ts-link"
      title={strings.showSlice}
      onClick={() => readers.showSlice(index)}
    >
      {strings.imageShort(ct.instanceNumbers[index], index)}
    </button>
  );
  const rows = [
    [strings.volume, strings.cm3(volume.a), strings.cm3(volume.b), strings.percent(volume.differencePercent)],
    [
      strings.largestArea,
      slice.a.areaMm2.toFixed(0),
      slice.b.areaMm2.toFixed(0),
      strings.percent(slice.areaDifferencePercent),
    ],
    [strings.largestOn, image(slice.a.index), image(slice.b.index), strings.slicesApart(slice.slicesApart)],
  ] as const;
  return (
    <table style={{ width: '100%', borderCollapse: 'collapse' }} data-cy="reader-differences">
      <thead>
        <tr className="ts-dim">
          <th />
          <th style={NUMBER}>A</th>
          <th style={NUMBER}>B</th>
          <th style={NUMBER} title={strings.differenceTitle}>
            {strings.difference}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, a, b, difference]) => (
          <tr key={name}>
            <td className="ts-dim">{name}</td>
            <td style={NUMBER}>{a}</td>
            <td style={NUMBER}>{b}</td>
            <td style={NUMBER}>{difference}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Consensus({ readers, outlines }: { readers: TwoReaders; outlines: readonly ReadersOutline[] }) {
  const starts: readonly { from: ConsensusStart; text: string; title: string }[] = [
    { from: 'both', text: strings.majority, title: strings.majorityTitle },
    { from: 'either', text: strings.union, title: strings.unionTitle },
    ...outlines.map(({ seat, reader }) => ({
      from: seat,
      text: strings.readerOf(seat, reader),
      title: strings.fromReaderTitle(reader),
    })),
  ];
  return (
    <>
      <div>{strings.consensus}</div>
      <div className="ts-row">
        {starts.map(({ from, text, title }) => (
          <Button
            key={from}
            text={text}
            title={title}
            testId={`consensus-${from}`}
            onPress={() => void readers.startConsensus(from)}
          />
        ))}
      </div>
      <div className="ts-small ts-dim">{strings.consensusExplained}</div>
    </>
  );
}
