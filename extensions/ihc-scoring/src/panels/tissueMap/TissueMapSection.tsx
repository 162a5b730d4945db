import { Button, Notice, RunProgress } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { TISSUE_NAMES } from '@timescope/core/tissueClass';
import type { MapClass } from '../../pipeline/tissueMap/classMap';
import type { Bench } from '../../services/Bench';
import { brushClasses } from '../../services/tissueMap/brushClasses';
import { classColour } from '../../services/tissueMap/mapRows';
import type { MapClassRow } from '../../services/tissueMap/tissueMapState';
import { strings } from '../../strings';
import { MapSourceChoice } from './MapSourceChoice';

/** The classes of the tissue: make the map, look at it, correct it before anything is scored. */
export function TissueMapSection({ bench }: { bench: Bench }) {
  const { tissueMap } = bench;
  const { found, corrected, rows, work, secondsLeft, problem, isOutdated } = useObservable(tissueMap.state);
  return (
    <div className="ts-stack" data-cy="tissue-map">
      <div className="ts-dim ts-small">{strings.mapHint}</div>
      <MapSourceChoice bench={bench} />
      {work ? (
        <>
          <RunProgress progress={work} onCancel={() => tissueMap.cancel()} />
          {secondsLeft !== undefined && (
            <div className="ts-dim ts-small" data-cy="map-time-left">
              {strings.timeLeft(secondsLeft)}
            </div>
          )}
        </>
      ) : (
        <div className="ts-row">
          <Button
            primary
            text={found ? strings.mapAgain : strings.mapMake}
            testId="map-tissue"
            onPress={() => void tissueMap.make()}
          />
        </div>
      )}
      {problem && (
        <Notice kind="error" testId="map-problem" text={`${problem.message} ${problem.nextStep}`} />
      )}
      {isOutdated && <Notice kind="warning" testId="map-outdated" text={strings.mapOutdated} />}
      {corrected && (
        <>
          <Shown bench={bench} />
          <Legend rows={rows} />
          <div className="ts-dim ts-small" data-cy="map-source">
            {strings.mapSource(corrected.source.name)}
          </div>
          {corrected.source.isSyntheticTrained && (
            <Notice kind="warning" testId="map-demonstration" text={strings.mapDemonstration} />
          )}
          {corrected.source.tierNote !== undefined && (
            <Notice kind="info" testId="map-tier" text={corrected.source.tierNote} />
          )}
          {corrected.source.kind === 'network' && <MapAsAreas bench={bench} />}
          <Brushes bench={bench} classes={brushClasses(corrected.source)} />
        </>
      )}
    </div>
  );
}

/** What a network found counts nowhere until it is drawn. */
function MapAsAreas({ bench }: { bench: Bench }) {
  const { isSigned } = useObservable(bench.readings.state);
  return (
    <>
      <div className="ts-row">
        <Button
          text={strings.mapAsAreas}
          testId="map-as-areas"
          disabled={isSigned}
          onPress={() => bench.tissueMap.drawAreas()}
        />
      </div>
      <div className="ts-dim ts-small">{strings.mapAsAreasHint}</div>
    </>
  );
}

function Shown({ bench: { tissueMap } }: { bench: Bench }) {
  const { isShown, opacity } = useObservable(tissueMap.state);
  return (
    <div className="ts-row">
      <Button
        text={strings.mapShow}
        testId="map-show"
        pressed={isShown}
        onPress={() => tissueMap.toggleShown()}
      />
      <label className="ts-row">
        <span className="ts-dim">{strings.mapOpacity}</span>
        <input
          type="range"
          data-cy="map-opacity"
          min={0.1}
          max={1}
          step={0.05}
          value={opacity}
          onChange={event => tissueMap.setOpacity(Number(event.target.value))}
        />
      </label>
    </div>
  );
}

function Legend({ rows }: { rows: readonly MapClassRow[] }) {
  return (
    <table className="ts-table ts-narrow" data-cy="map-legend">
      <thead>
        <tr>
          <th scope="col">{strings.mapClass}</th>
          <th scope="col">{strings.mapFound}</th>
          <th scope="col">{strings.mapCorrected}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, colour, foundMm2, correctedMm2 }) => (
          <tr key={name} data-cy={`map-${name}`}>
            <th scope="row">
              <Colour of={colour} />
              {nameOf(name)}
            </th>
            <td className="ts-nowrap">{strings.mapMm2(foundMm2)}</td>
            <td className="ts-nowrap">{strings.mapMm2(correctedMm2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const nameOf = (className: MapClass): string =>
  className === 'OTH' ? strings.mapOther : TISSUE_NAMES[className];

const Colour = ({ of }: { of: string }) => (
  <span
    aria-hidden="true"
    style={{ display: 'inline-block', width: 10, height: 10, marginRight: 6, background: of }}
  />
);

function Brushes({ bench, classes }: { bench: Bench; classes: readonly MapClass[] }) {
  const { correcting, brushUm } = useObservable(bench.regions.state);
  const { tool } = useObservable(bench.madeWith.mapTool.state);
  const { isSigned } = useObservable(bench.readings.state);
  const isOn = tool === 'brush';
  return (
    <>
      <div className="ts-row" role="group" aria-label={strings.mapCorrect}>
        <span className="ts-dim">{strings.mapCorrect}</span>
        {classes.map((className, at) => (
          <span key={className} className="ts-pair">
            <Colour of={classColour(className)} />
            <Button
              text={nameOf(className)}
              testId={`map-brush-${className}`}
              hotkey={isOn && correcting !== undefined ? String(at + 1) : undefined}
              disabled={isSigned}
              pressed={isOn && correcting === className}
              onPress={() => bench.regions.toggleCorrecting(className, classes)}
            />
          </span>
        ))}
      </div>
      {isOn && correcting !== undefined && (
        <div className="ts-row">
          <span className="ts-dim">{strings.brushSize}</span>
          <Button
            text="−"
            title={strings.smaller}
            testId="map-brush-smaller"
            onPress={() => bench.regions.sizeBrush(-1)}
          />
          <span aria-live="polite">{strings.micrometres(brushUm)}</span>
          <Button
            text="+"
            title={strings.larger}
            testId="map-brush-larger"
            onPress={() => bench.regions.sizeBrush(1)}
          />
        </div>
      )}
      <div className="ts-dim ts-small">{strings.mapCorrectHint}</div>
    </>
  );
}
