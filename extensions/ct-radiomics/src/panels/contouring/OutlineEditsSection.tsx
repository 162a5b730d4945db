import { Button, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { OutlineEdits, OutlineEditsState } from '../../services/contouring/OutlineEdits';
import { strings } from '../../strings';
import type { Actions } from '../actions';

/** What works on an outline that is drawn already: between slices, holes, islands, smoothing, margins, copies. */
export function OutlineEditsSection({ edits, actions }: { edits: OutlineEdits; actions: Actions }) {
  const state = useObservable(edits.state);
  const tool = (text: string, command: string, title?: string) => (
    <Button
      text={text}
      testId={command}
      {...(title !== undefined && { title })}
      disabled={state.isRunning}
      hotkey={actions.keyOf(command)}
      onPress={() => actions.run(command)}
    />
  );
  return (
    <Section title={strings.edits} testId="outline-edits">
      <div className="ts-row">
        {tool(strings.interpolate, 'timescopeInterpolateOutline', strings.interpolateTitle)}
        <Choice
          name={strings.method}
          title={strings.methodTitle}
          texts={strings.methods}
          chosen={state.method}
          onChoose={method => edits.state.update({ method })}
        />
      </div>
      <div className="ts-row">
        {tool(strings.copyUp, 'timescopeCopyToNextSlice', strings.copyTitle)}
        {tool(strings.copyDown, 'timescopeCopyToPreviousSlice', strings.copyTitle)}
      </div>
      <div className="ts-row">
        <Choice
          name={strings.scope}
          texts={strings.scopes}
          chosen={state.scope}
          onChoose={scope => edits.state.update({ scope })}
        />
        {tool(strings.fillHoles, 'timescopeFillHoles')}
        {tool(strings.keepGreatestIsland, 'timescopeKeepGreatestIsland', strings.keepGreatestIslandTitle)}
        {tool(strings.smooth, 'timescopeSmoothOutline', strings.smoothTitle)}
      </div>
      <div className="ts-row">
        {tool(strings.grow, 'timescopeGrowOutline')}
        {tool(strings.shrink, 'timescopeShrinkOutline')}
        <Margin edits={edits} state={state} />
      </div>
      <div className="ts-dim ts-small" aria-live="polite" data-cy="outline-edits-said">
        {state.said}
      </div>
    </Section>
  );
}

function Choice<Key extends string>(props: {
  name: string;
  title?: string;
  texts: Readonly<Record<Key, string>>;
  chosen: Key;
  onChoose: (key: Key) => void;
}) {
  const { name, title, texts, chosen, onChoose } = props;
  return (
    <label className="ts-row" title={title}>
      {name}
      <select value={chosen} onChange={event => onChoose(event.target.value as Key)}>
        {Object.entries<string>(texts).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Ours: more than that is no margin but another contour. */
const MOST_MM = 30;

function Margin({ edits, state }: { edits: OutlineEdits; state: OutlineEditsState }) {
  return (
    <label className="ts-row">
      {strings.margin}
      <input
        type="number"
        data-cy="margin-mm"
        min={0.5}
        max={MOST_MM}
        step={0.5}
        value={state.marginMm}
        onChange={event => {
          const marginMm = event.target.valueAsNumber;
          if (marginMm > 0 && marginMm <= MOST_MM) edits.state.update({ marginMm });
        }}
      />
    </label>
  );
}
