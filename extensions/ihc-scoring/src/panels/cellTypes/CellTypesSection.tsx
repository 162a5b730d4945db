import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { typeStyles } from '../../overlays/typeStyles';
import type { Bench } from '../../services/Bench';
import type { CellTypesState } from '../../services/cellTypes/cellTypesState';
import { clicksByType, FEWEST_CLICKED, isEnough } from '../../services/cellTypes/toggleClick';
import { strings } from '../../strings';

const TYPES = [1, 2, 0] as const;

/** Tumour, immune and other cells: a few clicks of each, train, look, apply. */
export function CellTypesSection({ bench }: { bench: Bench }) {
  const service = bench.cellTypes;
  const state = useObservable(service.state);
  const { reading } = useObservable(bench.readings.state);
  const { list } = useObservable(bench.cells.state);
  if (list.count === 0) return <Notice kind="info" text={strings.noCells} />;
  const clicks = clicksByType(reading.clicks);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 6 }} data-cy="cell-types">
      <div className="ts-dim ts-small">{strings.cellTypesHow(FEWEST_CLICKED)}</div>
      <div className="ts-row" role="group" aria-label={strings.cellTypesChoose}>
        {TYPES.map(type => (
          <Button
            key={type}
            text={strings.cellTypesClicked(strings.cellTypes[type], clicks[type])}
            testId={`clicks-${type}`}
            pressed={state.clicking === type}
            onPress={() => service.chooseType(type)}
          />
        ))}
      </div>
      {state.clicking !== undefined && (
        <div className="ts-small" aria-live="polite">
          {state.isBeside
            ? strings.cellTypesBeside
            : strings.cellTypesClicking(strings.cellTypes[state.clicking])}
        </div>
      )}
      <div className="ts-row">
        <Button
          primary
          text={state.isBusy ? strings.cellTypesBusy : strings.cellTypesTrain}
          testId="cell-types-train"
          disabled={!isEnough(reading.clicks) || state.isBusy}
          onPress={() => void service.train()}
        />
        <Button
          text={strings.cellTypesClear}
          testId="cell-types-clear"
          disabled={reading.clicks.length === 0}
          onPress={() => service.clearClicks()}
        />
      </div>
      <Outcome bench={bench} state={state} />
    </div>
  );
}

/** What came of the training: a problem, a preview, or the model that is in use. */
function Outcome({ bench, state }: { bench: Bench; state: CellTypesState }) {
  const service = bench.cellTypes;
  const { cellTypes } = bench.readings.get();
  return (
    <>
      {state.problem && (
        <Notice
          kind="error"
          testId="cell-types-problem"
          text={`${state.problem.message} ${state.problem.nextStep}`}
          onClose={() => service.closeProblem()}
        />
      )}
      {state.model && <Preview bench={bench} state={state} />}
      {cellTypes && !state.model && (
        <div className="ts-row">
          <span className="ts-grow ts-small" data-cy="cell-types-applied">
            {(service.isInUse() ? strings.cellTypesInUse : strings.cellTypesApplied)(
              cellTypes === 'compartment'
                ? strings.cellTypesByCompartment
                : strings.cellTypesByModel(cellTypes.hash.slice(0, 8)),
            )}
          </span>
          <Button
            text={strings.cellTypesTakeBack}
            testId="cell-types-take-back"
            onPress={() => service.takeBack()}
          />
        </div>
      )}
    </>
  );
}

function Preview({ bench, state }: { bench: Bench; state: CellTypesState }) {
  const service = bench.cellTypes;
  const { preview } = state;
  return (
    <div className="ts-card" data-cy="cell-types-preview">
      <div className="ts-small" aria-live="polite">
        {preview ? strings.cellTypesPreview : strings.cellTypesTooMany}
      </div>
      {preview && (
        <div className="ts-row ts-small">
          {TYPES.map(type => (
            <span key={type}>
              <TypeDisc type={type} />{' '}
              {strings.cellTypesCounted(strings.cellTypes[type], preview.counts[type])}
            </span>
          ))}
        </div>
      )}
      <div className="ts-row" style={{ marginTop: 6 }}>
        <Button
          primary
          text={strings.cellTypesApply}
          testId="cell-types-apply"
          onPress={() => service.apply()}
        />
        <Button
          text={strings.cellTypesDiscard}
          testId="cell-types-discard"
          onPress={() => service.closePreview()}
        />
      </div>
    </div>
  );
}

/** As the preview draws it on the slide. */
function TypeDisc({ type }: { type: 0 | 1 | 2 }) {
  const { colour, letter } = typeStyles[type];
  return (
    <span
      aria-hidden
      style={{
        display: 'inline-block',
        width: 15,
        height: 15,
        lineHeight: '15px',
        borderRadius: '50%',
        background: colour,
        color: '#000',
        fontSize: 10,
        fontWeight: 700,
        textAlign: 'center',
      }}
    >
      {letter}
    </span>
  );
}
