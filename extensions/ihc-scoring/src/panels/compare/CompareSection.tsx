import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { Comparison } from '../../pipeline/compare/compareSlides';
import type { Bench } from '../../services/Bench';
import type { FoundSlide } from '../../services/compare/patientSlides';
import { strings } from '../../strings';
import { ComparisonTable } from './ComparisonTable';
import { LinkViews } from './LinkViews';
import { SlidesBeside } from './SlidesBeside';

/** Another slide of the patient beside the one on screen: another marker, or an earlier or later biopsy. */
export function CompareSection({ bench }: { bench: Bench }) {
  const state = useObservable(bench.compare.state);
  return (
    <div className="ts-stack" data-cy="compare">
      {state.others === undefined ? (
        <div className="ts-row">
          <Button
            text={strings.compareLook}
            testId="compare-look"
            disabled={state.isLooking}
            onPress={() => void bench.compare.look()}
          />
        </div>
      ) : (
        <OtherSlides
          others={state.others}
          chosen={state.chosen}
          onChoose={slide => void bench.compare.choose(slide)}
        />
      )}
      {state.isLooking && <div className="ts-dim ts-small">{strings.compareLooking}</div>}
      {state.problem && (
        <Notice
          kind="error"
          testId="compare-problem"
          text={`${state.problem.message} ${state.problem.nextStep}`}
        />
      )}
      {state.pictured.length > 0 && <SlidesBeside pictured={state.pictured} comparison={state.comparison} />}
      {state.chosen && (
        <div className="ts-row">
          <Button
            text={state.isBeside ? strings.compareAlone : strings.compareBeside}
            testId="compare-beside"
            pressed={state.isBeside}
            disabled={state.isLooking}
            onPress={() => void bench.compare.toggleBeside()}
          />
          <OpenSlide slide={state.chosen} />
        </div>
      )}
      {state.isBeside && <div className="ts-dim ts-small">{strings.compareBesideHint}</div>}
      {state.isBeside && <LinkViews bench={bench} />}
      {state.comparison && <Compared comparison={state.comparison} />}
    </div>
  );
}

function OtherSlides(props: {
  others: readonly FoundSlide[];
  chosen: FoundSlide | undefined;
  onChoose: (slide: FoundSlide | undefined) => void;
}) {
  if (props.others.length === 0)
    return (
      <div className="ts-dim" data-cy="compare-none">
        {strings.compareNone}
      </div>
    );
  return (
    <select
      data-cy="compare-slide"
      aria-label={strings.compareChoose}
      value={props.chosen?.seriesUid ?? ''}
      onChange={event =>
        props.onChoose(props.others.find(({ seriesUid }) => seriesUid === event.target.value))
      }
    >
      <option value="">{strings.compareChoose}</option>
      {props.others.map(slide => (
        <option key={slide.seriesUid} value={slide.seriesUid}>
          {strings.compareSlide(slide.studyDate, slide.description)}
        </option>
      ))}
    </select>
  );
}

/** In a page of its own: both slides stay where they are. */
function OpenSlide({ slide }: { slide: FoundSlide }) {
  const place = new URL(window.location.href);
  place.search = new URLSearchParams({
    StudyInstanceUIDs: slide.studyUid,
    initialSeriesInstanceUID: slide.seriesUid,
  }).toString();
  return (
    <a className="ts-small" data-cy="compare-open" href={place.href} target="_blank" rel="noreferrer">
      {strings.compareOpen}
    </a>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { doubts, isOrdered, earlier, later } = comparison;
  return (
    <>
      <ComparisonTable comparison={comparison} />
      {earlier.result.marker !== later.result.marker && (
        <Notice kind="info" testId="compare-markers" text={strings.compareOtherMarker} />
      )}
      {!isOrdered && <div className="ts-dim ts-small">{strings.compareNoOrder}</div>}
      {doubts.map(doubt => (
        <Notice key={doubt} kind="warning" testId="compare-doubt" text={doubt} />
      ))}
      <div className="ts-dim ts-small">{strings.compareIntervals}</div>
    </>
  );
}
