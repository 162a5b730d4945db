import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { KeyboardEvent } from 'react';
import type { Bench } from '../../services/Bench';
import type { ShownField } from '../../services/immune/shownField';
import { strings } from '../../strings';

/** The fields of the slide on screen: gone to, moved with the arrow keys, put back. */
export function FieldList({ bench: { fields }, of }: { bench: Bench; of: 'score' | 'ratio' }) {
  const { fields: all, isShown, refusal } = useObservable(fields.state);
  const shown = all.filter(({ kind }) => kind !== 'tils' && (kind === 'ratio') === (of === 'ratio'));
  if (shown.length === 0) return null;
  return (
    <div className="ts-card ts-stack" data-cy={`fields-${of}`}>
      <div className="ts-row">
        <span className="ts-dim">{strings.fieldsTitle}</span>
        <Button
          text={strings.fieldsShow}
          testId="fields-show"
          pressed={isShown}
          onPress={() => fields.toggleShown()}
        />
        {shown.some(({ isMoved }) => isMoved) && (
          <Button text={strings.fieldsBack} testId="fields-back" onPress={() => fields.putBack()} />
        )}
      </div>
      <div className="ts-dim ts-small">{strings.fieldsHint}</div>
      {shown.map(field => (
        <FieldRow key={field.id} field={field} fields={fields} />
      ))}
      {refusal !== undefined && <Notice kind="warning" testId="field-refused" text={refusal} />}
    </div>
  );
}

const ARROWS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function FieldRow({ field, fields }: { field: ShownField; fields: Bench['fields'] }) {
  const nudge = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    fields.nudge(field.id, ...arrow);
  };
  return (
    <div className="ts-row">
      <button
        type="button"
        data-cy={`field-${field.id.replace(' ', '-')}`}
        onClick={() => fields.goTo(field)}
        onKeyDown={nudge}
      >
        {field.name}
      </button>
      <span className="ts-small">{field.value}</span>
      {field.isMoved && <span className="ts-dim ts-small">{strings.fieldMoved}</span>}
    </div>
  );
}
