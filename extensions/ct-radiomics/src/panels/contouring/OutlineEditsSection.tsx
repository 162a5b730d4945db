import { Button, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { OutlineEdits } from '../../services/contouring/OutlineEdits';
import { strings } from '../../strings';
import type { Actions } from '../actions';
import { Amount, Choice } from './choices';

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
        <Amount
          name={strings.marginMm}
          testId="margin-mm"
          range={{ least: 0.5, most: MOST_MM, step: 0.5 }}
          value={state.marginMm}
          onChange={marginMm => edits.state.update({ marginMm })}
        />
      </div>
      <div className="ts-dim ts-small" aria-live="polite" data-cy="outline-edits-said">
        {state.said}
      </div>
    </Section>
  );
}

/** Ours: more than that is no margin but another contour. */
const MOST_MM = 30;
