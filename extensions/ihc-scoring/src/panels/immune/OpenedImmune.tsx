import { Button } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import { dateOf, personOf } from '@timescope/ohif/results/strings';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { DensityTable, ImmuneWarnings, OtherIndices, RatioCard, ScoreCards } from './ImmuneIndexCards';

/** An immune result from the archive, as it was stored; nothing on screen changes for it. */
export function OpenedImmune({ bench }: { bench: Bench }) {
  const { immune } = bench.results;
  const { opened } = useObservable(immune.state);
  if (!opened) return null;
  const { result, savedBy, version } = opened;
  const shown = { result, prefix: 'opened-immune' };
  const reader = savedBy.reader === undefined ? strings.immuneTool : personOf(savedBy.reader);
  const { reference, settings } = result;
  return (
    <section className="ts-stack" data-cy="opened-immune" aria-label={strings.immuneTitle}>
      <div className="ts-row">
        <strong className="ts-grow">{strings.immuneOpened(version, reader, dateOf(savedBy.at.date))}</strong>
        <Button text={strings.immuneClose} testId="opened-immune-close" onPress={() => immune.close()} />
      </div>
      <DensityTable {...shown} />
      {reference && (
        <div className="ts-dim ts-small">
          {strings.immuneCohort(reference.name, reference.n, reference.hash)}
        </div>
      )}
      <ScoreCards {...shown} cohort={undefined} />
      <RatioCard {...shown} />
      {settings && (
        <div className="ts-dim ts-small" data-cy="opened-immune-lengths">
          {strings.lengthsOpened(settings.fieldUm, settings.marginUm)}
        </div>
      )}
      <OtherIndices {...shown} />
      <ImmuneWarnings {...shown} />
      <div className="ts-dim ts-small">{result.researchUse}</div>
    </section>
  );
}
