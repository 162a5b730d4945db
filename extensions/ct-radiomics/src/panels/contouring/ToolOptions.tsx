import { useObservable } from '@timescope/ohif/ObservableState';
import type { OutlineEdits } from '../../services/contouring/OutlineEdits';
import type { DrawingTool } from '../../services/drawingTools';
import { strings } from '../../strings';
import type { Actions } from '../actions';
import { Amount, Choice } from './choices';

interface ToolOptionsProps {
  readonly edits: OutlineEdits;
  readonly actions: Actions;
}

/** What the chosen tool can be told, and how it is used. */
export function ToolOptions({ tool, ...props }: ToolOptionsProps & { tool: DrawingTool | undefined }) {
  switch (tool) {
    case 'brush':
    case 'eraser':
      return <BrushSize {...props} />;
    case 'rangeBrush':
      return <BrushRange {...props} />;
    case 'grow':
      return <GrowOptions {...props} />;
    case 'polygon':
    case 'livewire':
      return <div className="ts-dim ts-small">{strings.pressToClose}</div>;
    case 'outline':
    case 'window':
    case undefined:
      return null;
  }
}

function BrushSize({ actions }: ToolOptionsProps) {
  const smaller = actions.keyOf('decreaseBrushSize');
  const larger = actions.keyOf('increaseBrushSize');
  if (smaller === undefined || larger === undefined) return null;
  return <div className="ts-dim ts-small">{strings.brushSizeHint(smaller, larger)}</div>;
}

/** From air to dense metal. */
const HU = { least: -1024, most: 3071, step: 5 };

function BrushRange(props: ToolOptionsProps) {
  const { edits } = props;
  const { brushHu } = useObservable(edits.state);
  return (
    <>
      <BrushSize {...props} />
      <div className="ts-row">
        <Amount
          name={strings.brushRange}
          testId="brush-low"
          title={strings.lowHu}
          range={{ ...HU, most: brushHu.high }}
          value={brushHu.low}
          onChange={low => edits.state.update({ brushHu: { ...brushHu, low } })}
        />
        <Amount
          name={strings.brushRangeTo}
          testId="brush-high"
          title={strings.highHu}
          range={{ ...HU, least: brushHu.low }}
          value={brushHu.high}
          onChange={high => edits.state.update({ brushHu: { ...brushHu, high } })}
        />
      </div>
    </>
  );
}

/** Ours: below half a deviation nothing grows, above five everything does. */
const TOLERANCE = { least: 0.5, most: 5, step: 0.25 };
const REACH = { least: 5, most: 150, step: 5 };

function GrowOptions({ edits }: ToolOptionsProps) {
  const { tolerance, reachMm, scope, said } = useObservable(edits.state);
  return (
    <>
      <div className="ts-dim ts-small">{strings.growHint}</div>
      <div className="ts-row">
        <Amount
          name={strings.tolerance}
          testId="grow-tolerance"
          title={strings.toleranceTitle}
          range={TOLERANCE}
          value={tolerance}
          onChange={next => edits.state.update({ tolerance: next })}
        />
        <Amount
          name={strings.reach}
          testId="grow-reach"
          range={REACH}
          value={reachMm}
          onChange={next => edits.state.update({ reachMm: next })}
        />
        <Choice
          name={strings.scope}
          texts={strings.scopes}
          chosen={scope}
          onChoose={next => edits.state.update({ scope: next })}
        />
      </div>
      {said !== undefined && (
        <div className="ts-dim ts-small" aria-live="polite" data-cy="grow-said">
          {said}
        </div>
      )}
    </>
  );
}
