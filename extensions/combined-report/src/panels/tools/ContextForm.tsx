import { holdsControls } from '@timescope/core/controlCharacters';
import type { ContextFields } from '@timescope/core/report/contextFields';
import { Notice, Section } from '@timescope/ohif/controls';
import { ohifStrings } from '@timescope/ohif/strings';
import { strings } from '../../strings';

interface FieldProps {
  readonly context: ContextFields;
  readonly onType: (field: keyof ContextFields, text: string) => void;
}

/** What no stored result says: a reader types it once. */
export function ContextForm(props: FieldProps) {
  return (
    <Section title={strings.contextTitle} testId="context-form">
      <div className="tr-tnm">
        {(['t', 'n', 'm'] as const).map(field => (
          <Field key={field} {...props} field={field} example={strings.tnmExample[field]} />
        ))}
      </div>
      <Choice {...props} field="msi" options={strings.msi} />
      <div className="tr-dates">
        {(['ctDate', 'specimenDate'] as const).map(field => (
          <Field key={field} {...props} field={field} type="date" />
        ))}
      </div>
      <Choice {...props} field="neoadjuvant" options={strings.neoadjuvant} />
      <label className="ts-stack">
        <span className="ts-dim ts-small">{strings.context.remarks}</span>
        <textarea
          data-cy="context-remarks"
          maxLength={LONGEST_REMARK}
          value={props.context.remarks}
          onChange={event => props.onType('remarks', event.target.value)}
        />
      </label>
      {Object.values(props.context).some(holdsControls) && (
        <Notice kind="warning" testId="context-controls" text={ohifStrings.controlCharacters} />
      )}
      <div className="ts-dim ts-small">{strings.contextHint}</div>
    </Section>
  );
}

/** In characters; about ten lines of the page. Ours. */
const LONGEST_REMARK = 1000;
/** A DICOM short text (VR LO) holds 64 characters. */
const LONGEST_FIELD = 64;

function Field(props: FieldProps & { field: keyof ContextFields; type?: 'text' | 'date'; example?: string }) {
  const { context, onType, field, type = 'text', example } = props;
  return (
    <label className="ts-stack">
      <span className="ts-dim ts-small">{strings.context[field]}</span>
      <input
        type={type}
        data-cy={`context-${field}`}
        maxLength={LONGEST_FIELD}
        placeholder={example}
        value={context[field]}
        onChange={event => onType(field, event.target.value)}
      />
    </label>
  );
}

function Choice(props: FieldProps & { field: 'msi' | 'neoadjuvant'; options: readonly string[] }) {
  const { context, onType, field, options } = props;
  return (
    <label className="ts-stack">
      <span className="ts-dim ts-small">{strings.context[field]}</span>
      <select
        data-cy={`context-${field}`}
        value={context[field]}
        onChange={event => onType(field, event.target.value)}
      >
        <option value="">{strings.notGiven}</option>
        {options.map(option => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
