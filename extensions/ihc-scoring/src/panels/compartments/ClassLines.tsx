import { Button } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { compartmentColours } from '../../overlays/regionStyles';
import type { Compartment } from '../../pipeline/compartments/compartmentSource';
import type { Bench } from '../../services/Bench';
import { linesOf } from '../../services/compartments/compartmentsState';
import { strings } from '../../strings';

const CLASSES: readonly Compartment[] = ['tumour', 'stroma', 'other'];

/** A button for each class with which its lines are drawn, and how many there are. */
export function ClassLines({ bench, hotkey }: { bench: Bench; hotkey: string | undefined }) {
  const service = bench.compartments;
  const { strokes } = useObservable(bench.readings.state).reading;
  const isDrawing = useObservable(bench.madeWith.mapTool.state).tool === 'strokes';
  return (
    <div className="ts-stack">
      {CLASSES.map(name => (
        <ClassRow key={name} bench={bench} name={name} isDrawing={isDrawing} />
      ))}
      {(isDrawing || strokes.length > 0) && (
        <div className="ts-row">
          {isDrawing && (
            <Button
              text={strings.stopDrawing}
              testId="stop-lines"
              hotkey={hotkey}
              onPress={() => service.toggleDrawing()}
            />
          )}
          {strokes.length > 0 && (
            <Button
              text={strings.removeLast}
              testId="remove-last-line"
              onPress={() => service.removeLast()}
            />
          )}
        </div>
      )}
    </div>
  );
}

function ClassRow({ bench, name, isDrawing }: { bench: Bench; name: Compartment; isDrawing: boolean }) {
  const service = bench.compartments;
  const { compartment } = useObservable(service.state);
  const { strokes } = useObservable(bench.readings.state).reading;
  const count = linesOf(strokes, name);
  return (
    <div className="ts-row">
      <LineMark colour={compartmentColours[name]} />
      <Button
        text={strings.classes[name]}
        title={strings.classHints[name]}
        testId={`lines-${name}`}
        pressed={isDrawing && compartment === name}
        onPress={() => service.choose(name)}
      />
      <span className="ts-dim ts-small ts-grow" data-cy={`lines-${name}-count`}>
        {strings.lines(count)}
      </span>
      {count > 0 && (
        <button
          type="button"
          className="ts-link ts-small"
          data-cy={`remove-lines-${name}`}
          aria-label={strings.removeLines(strings.classes[name])}
          onClick={() => service.removeLines(name)}
        >
          {strings.removeAll}
        </button>
      )}
    </div>
  );
}

const LineMark = ({ colour }: { colour: string }) => (
  <svg width="18" height="14" aria-hidden style={{ flex: 'none' }}>
    <path d="M2 11 C6 2 11 13 16 3" fill="none" stroke={colour} strokeWidth="3" strokeLinecap="round" />
  </svg>
);
