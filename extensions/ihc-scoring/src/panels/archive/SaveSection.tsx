import { Fold } from '@timescope/ohif/Fold';
import { useObservable } from '@timescope/ohif/ObservableState';
import { SaveBar } from '@timescope/ohif/results/SaveBar';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';

/** The end of the work: the result goes into the archive. */
export function SaveSection({ bench }: { bench: Bench }) {
  useObservable(bench.readings.state);
  useObservable(bench.scoring.state);
  useObservable(bench.scoring.reader);
  useObservable(bench.shown);
  const { saved } = bench.results;
  useObservable(saved.submissions.state);
  return (
    <Fold title={strings.saveTitle} testId="save">
      <SaveBar
        saving={saved.saving}
        whyNot={saved.whyNot()}
        isSaved={saved.isSaved()}
        onSave={() => void saved.save()}
      />
    </Fold>
  );
}
