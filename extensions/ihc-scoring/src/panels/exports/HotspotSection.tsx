import { HEAT_ANCHORS } from '@timescope/core/plots/heatColour';
import type { Hotspot } from '@timescope/core/result/scoreResult';
import { Button } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { Bench } from '../../services/Bench';
import { SHOWN_DENSITIES } from '../../services/exports/HotspotService';
import { strings } from '../../strings';

/** The density map with its legend, and the fields of most cells: a press brings one into view. */
export function HotspotSection({ host, bench }: { host: Host; bench: Bench }) {
  const { result } = useObservable(bench.shown);
  const state = useObservable(bench.hotspots.state);
  if (!result) return null;
  return (
    <div className="ts-stack" data-cy="hotspots">
      <div className="ts-row" role="group" aria-label={strings.densityMap}>
        <span className="ts-dim">{strings.densityMap}</span>
        {SHOWN_DENSITIES.map(of => (
          <Button
            key={of}
            text={strings.densityOf[of]}
            testId={`density-${of}`}
            pressed={state.map === of}
            hotkey={of === 'cells' ? keyOf(host.hotkeysManager, COMMANDS.toggleDensity) : undefined}
            onPress={() => bench.hotspots.showMap(state.map === of ? undefined : of)}
          />
        ))}
      </div>
      {state.map && <Legend title={strings.densityLegend[state.map]} hottest={state.hottest} />}
      {state.hotspots.length === 0 ? (
        <div className="ts-dim ts-small">{strings.noHotspots}</div>
      ) : (
        <HotspotTable
          hotspots={state.hotspots}
          chosen={state.chosen}
          onChoose={hotspot => bench.hotspots.goTo(hotspot)}
        />
      )}
      {state.hotspots.some(({ tissueMm2 }) => tissueMm2 !== undefined) && (
        <div className="ts-dim ts-small">
          {strings.hotspotTissueNote} {strings.hotspotBlocks}
        </div>
      )}
      {state.hotspots.some(({ of, tissueMm2 }) => of !== 'whole' && tissueMm2 === undefined) && (
        <div className="ts-dim ts-small" data-cy="hotspot-of-field">
          {strings.hotspotOfField}
        </div>
      )}
    </div>
  );
}

const GRADIENT = HEAT_ANCHORS.map(rgb => `rgb(${rgb.join(' ')})`).join(', ');

function Legend({ title, hottest }: { title: string; hottest: number }) {
  return (
    <div data-cy="density-legend" className="ts-small">
      <div className="ts-dim">{title}</div>
      <div
        role="img"
        aria-label={strings.densityScale(hottest)}
        style={{ height: 10, borderRadius: 3, background: `linear-gradient(90deg, ${GRADIENT})` }}
      />
      <div className="ts-row" style={{ justifyContent: 'space-between' }}>
        <span>{strings.hotspotNumber(0)}</span>
        <span>{strings.hotspotNumber(hottest / 2)}</span>
        <span>{strings.atLeast(hottest)}</span>
      </div>
    </div>
  );
}

function HotspotTable(props: {
  hotspots: readonly Hotspot[];
  chosen: Hotspot | undefined;
  onChoose: (hotspot: Hotspot) => void;
}) {
  return (
    <table className="ts-table" data-cy="hotspot-table">
      <thead>
        <tr>
          <th scope="col">{strings.hotspotBy}</th>
          <th scope="col">{strings.hotspotValue}</th>
          <th scope="col">{strings.hotspotCells}</th>
          <th scope="col">{strings.hotspotArea}</th>
        </tr>
      </thead>
      <tbody>
        {props.hotspots.map(hotspot => (
          <tr key={`${hotspot.by} ${hotspot.of}`} aria-selected={hotspot === props.chosen}>
            <th scope="row">
              <button
                type="button"
                className="ts-link"
                data-cy={`hotspot-${hotspot.by}-${hotspot.of}`}
                onClick={() => props.onChoose(hotspot)}
              >
                {strings.hotspotName(hotspot.by, hotspot.of)}
              </button>
            </th>
            <td>
              <div className="ts-nowrap">{valueOf(hotspot)}</div>
              <WhyNoDensity hotspot={hotspot} />
            </td>
            <td>{strings.hotspotCount(hotspot.positive, hotspot.cells)}</td>
            <td>{areaOf(hotspot)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Read on the page, not only under a mouse. */
function WhyNoDensity({ hotspot }: { hotspot: Hotspot }) {
  const reason = whyNoDensity(hotspot);
  return reason === undefined ? null : <div className="ts-dim ts-small">{reason}</div>;
}

function valueOf(hotspot: Hotspot): string {
  if (hotspot.by === 'percentPositive')
    return hotspot.percentPositive === null ? strings.notEvaluable : strings.percent(hotspot.percentPositive);
  const density = hotspot.by === 'positivePerMm2' ? hotspot.positivePerMm2 : hotspot.cellsPerMm2;
  return density === null ? strings.notEvaluable : strings.hotspotDensity(density);
}

function whyNoDensity({ by, cellsPerMm2, tissueMm2 = null }: Hotspot): string | undefined {
  if (by === 'percentPositive' || cellsPerMm2 !== null) return undefined;
  return tissueMm2 === null ? strings.hotspotTissueUnknown : strings.hotspotTissueSmall(tissueMm2);
}

/** Of tumour and stroma the tissue that the density is of, too. */
const areaOf = ({ fieldMm2, tissueMm2 }: Hotspot): string =>
  typeof tissueMm2 === 'number'
    ? strings.hotspotTissueMm2(tissueMm2, fieldMm2)
    : strings.hotspotMm2(fieldMm2);
