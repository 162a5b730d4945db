import { Button, CopyableText, Facts, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { Reading } from '../../pipeline/reading/reading';
import type { Bench } from '../../services/Bench';
import type { Decision } from '../../pipeline/reading/signedReading';
import { readerChanges } from '../../services/readerChanges';
import { versionOnScreen } from '../../services/readingState';
import { currentMeasurement, type Measurement } from '../../services/scoringState';
import type { Shown, ShownResult } from '../../services/shown';
import { strings } from '../../strings';
import { GradeBar } from '../GradeBar';
import { MethodFacts } from '../MethodFacts';
import { CompartmentTable } from './CompartmentTable';
import { MembranesField } from './MembranesField';
import { PatchScoresBlock } from './PatchScoresBlock';
import { ScoreBlock } from './ScoreBlock';
import { scoreLines, signedLines } from './scoreLines';

/** Marker and area of what is shown, for the heading. */
export const resultTitle = ({ result, area }: Measurement): string =>
  `${strings.result}: ${result.marker}, ${strings.of[area.kind]}`;

/** The scores as the reader sees them, the tool's beside them, and what they rest on. */
export function ResultSection({ host, bench }: { host: Host; bench: Bench }) {
  const measurement = currentMeasurement(useObservable(bench.scoring.state));
  const readings = useObservable(bench.readings.state);
  const { reading, isSigned } = readings;
  const shown = useObservable(bench.shown);
  if (!measurement || !shown.result) return null;
  const areasLeftOut = readerChanges(reading, measurement.request).leftOut.length;
  return (
    <div data-cy="result" style={{ display: 'flex', flexDirection: 'column', gap: 6 }}>
      <ReaderChanged result={shown.result} tool={shown.toolResult} areasLeftOut={areasLeftOut} />
      {areasLeftOut > 0 && <MeasureWithoutThem host={host} />}
      <Scores shown={shown} result={shown.result} decision={versionOnScreen(readings)?.decision} />
      {shown.result.patchScores && <PatchScoresBlock scores={shown.result.patchScores} />}
      {isScoredByMembranes(measurement, reading) && (
        <MembranesField
          percent={reading.pcms}
          isFixed={isSigned}
          onEnter={percent => void host.commandsManager.runCommand(COMMANDS.enterMembranes, { percent })}
        />
      )}
      {shown.result.warnings.map(({ code, message }, index) => (
        <Notice
          key={`${code} ${String(index)}`}
          kind="warning"
          testId="result-warning"
          text={strings.warning(message)}
        />
      ))}
      <details>
        <summary>{strings.byCompartment}</summary>
        <CompartmentTable result={shown.result} />
      </details>
      <details>
        <summary>{strings.method}</summary>
        <MethodFacts measurement={measurement} shown={shown.result} />
      </details>
      <Facts facts={[{ name: strings.hash, value: <Hash result={shown.result} /> }]} />
    </div>
  );
}

const isScoredByMembranes = ({ basis, request }: Measurement, { preset }: Reading): boolean =>
  basis.settings.preset.scores.includes('her2') && request.preset === preset;

function Scores(props: { shown: Shown; result: ShownResult; decision: Decision | undefined }) {
  const { shown, result } = props;
  const lines = signedLines(scoreLines(result, shown.toolResult), props.decision);
  const main = lines.find(({ value }) => value !== undefined);
  return (
    <>
      {result.status === 'partial' && <Notice kind="error" testId="result-partial" text={strings.partial} />}
      {lines.map(line => (
        <ScoreBlock key={line.path} line={line} isMain={line === main || line.path === 'hScore.whole'} />
      ))}
      <GradeBar counts={result.gradeCounts} />
      <Facts facts={placeFacts(result)} />
    </>
  );
}

function ReaderChanged(props: { result: ShownResult; tool: Shown['toolResult']; areasLeftOut: number }) {
  const { result, tool, areasLeftOut } = props;
  const { positiveDab } = result.provenance.thresholds;
  const isMoved =
    tool?.provenance.thresholds.positiveDab.some((each, at) => each !== positiveDab[at]) === true;
  const cells = result.edits?.count ?? 0;
  if (!isMoved && cells + areasLeftOut === 0) return null;
  const thresholds = isMoved ? strings.thresholdsUsed(positiveDab) : undefined;
  const text = strings.changedByReader(thresholds, cells, areasLeftOut);
  return <Notice kind="info" testId="reader-changed" text={text} />;
}

/** Cells are left out at once; how much tissue that was is known only after another run. */
function MeasureWithoutThem({ host }: { host: Host }) {
  return (
    <div className="ts-row">
      <span className="ts-dim ts-small ts-grow">{strings.measureForAreas}</span>
      <Button
        text={strings.measureAgain}
        testId="measure-without"
        onPress={() => void host.commandsManager.runCommand(COMMANDS.measureAgain)}
      />
    </div>
  );
}

function placeFacts({ areaMm2, densityPerMm2, coverage, artefacts, notEvaluable }: ShownResult) {
  const density = (count: number | undefined) =>
    count === undefined ? strings.notEvaluable : strings.perSquareMillimetre(count);
  const leftOut = Object.entries(artefacts.percent).filter(([, percent]) => percent > 0);
  return [
    {
      name: strings.tissueArea,
      value:
        areaMm2.whole === null
          ? strings.areaUnknown(notEvaluable['areaMm2.whole'] ?? '')
          : strings.squareMillimetres(areaMm2.whole),
      testId: 'tissue-area',
    },
    {
      name: strings.coverage,
      value:
        coverage.fraction === null
          ? strings.notEvaluable
          : strings.coverageValue(coverage.fraction, coverage.tiles.unreadable),
      testId: 'coverage',
    },
    { name: strings.density, value: density(densityPerMm2.whole?.cells), testId: 'density' },
    {
      name: strings.positiveDensity,
      value: density(densityPerMm2.whole?.positive),
      testId: 'positive-density',
    },
    {
      name: strings.artefacts,
      value:
        leftOut.length === 0
          ? undefined
          : leftOut.map(([name, percent]) => strings.artefactShare(name, percent)).join(', '),
      testId: 'artefacts',
      title: artefacts.of,
    },
  ];
}

function Hash({ result: { hash } }: { result: ShownResult }) {
  if (hash === undefined)
    return (
      <span className="ts-dim" data-cy="score-hash-pending">
        {strings.hashPending}
      </span>
    );
  return <CopyableText text={hash} shown={hash.slice(0, 12)} testId="score-hash" />;
}
