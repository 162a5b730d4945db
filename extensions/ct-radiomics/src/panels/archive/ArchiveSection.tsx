import { Button } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import { useObservable } from '@timescope/ohif/ObservableState';
import { ResultsList } from '@timescope/ohif/results/ResultsList';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import type { RadiologyService } from '../../services/RadiologyService';
import type { CtResults } from '../../services/results/CtResults';
import { strings } from '../../strings';

interface ArchiveProps {
  readonly results: CtResults;
  readonly service: RadiologyService;
}

/** What the archive holds of the study: how much of it stands beside the title. */
export function ArchiveSection({ results, service }: ArchiveProps) {
  const { listing } = useObservable(results.listed.state);
  const { ct } = useObservable(service.state);
  useObservable(service.decisions.state);
  useObservable(results.submissions.state);
  const { regions } = useObservable(results.found);
  const note =
    listing.kind === 'listed'
      ? strings.archiveHolds(listing.results.versions.length, listing.results.others.length)
      : undefined;
  return (
    <Fold title={strings.archiveTitle} testId="archive" note={note} isClosed>
      <ResultsList
        results={results.listed}
        series={ct?.displaySet.SeriesInstanceUID ?? ''}
        isUnsaved={results.isUnsaved()}
        canDraw={results.canDraw}
      />
      {[...regions].flatMap(([uid, found]) =>
        found.map(region => (
          <div key={`${uid} ${region.label}`} className="ts-row" data-cy="found-region">
            <span className="ts-grow">{region.label}</span>
            <Button
              text={strings.useRegion}
              title={strings.useRegionTitle}
              testId="use-region"
              onPress={() => void results.useRegion(region)}
            />
          </div>
        )),
      )}
    </Fold>
  );
}

/** The end of the work: the prediction with its decisions goes into the archive. */
export function SaveSection({ results, service }: ArchiveProps) {
  useObservable(service.state);
  useObservable(service.reader);
  useObservable(service.decisions.state);
  useObservable(service.twoReaders.state);
  useObservable(results.submissions.state);
  return (
    <Fold title={strings.saveTitle} testId="save">
      <SaveBar
        saving={results.saving}
        whyNot={results.whyNot()}
        isSaved={results.isSaved()}
        onSave={() => void results.save()}
      />
    </Fold>
  );
}
