import { Button, Section } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { ReportCopies } from '../../services/ReportCopies';
import { strings } from '../../strings';

/** The report as files and as text, without storing anything. */
export function CopiesSection({
  copies,
  arePicturesThere,
}: {
  copies: ReportCopies;
  arePicturesThere: boolean;
}) {
  const { said, isWriting } = useObservable(copies.state);
  return (
    <Section title={strings.filesTitle} testId="copies-section">
      <div className="ts-row">
        {(['A4', 'Letter'] as const).map(paper => (
          <Button
            key={paper}
            text={strings.pdf[paper]}
            testId={`pdf-${paper}`}
            disabled={isWriting || !arePicturesThere}
            onPress={() => void copies.downloadPdf(paper)}
          />
        ))}
        <Button
          text={strings.fhir}
          testId="fhir"
          disabled={isWriting}
          onPress={() => copies.downloadFhir()}
        />
        <Button
          text={strings.copyText}
          testId="copy-text"
          disabled={isWriting}
          onPress={() => void copies.copyText()}
        />
      </div>
      <div className="ts-dim ts-small" aria-live="polite" data-cy="copies-said">
        {said}
      </div>
    </Section>
  );
}
