import { Button, Notice } from '@timescope/ohif/controls';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import type { SlideOfPatient } from '../../pipeline/immune/slidesOfPatient';

/** Which slides of the patient are the sections: proposed, changed and confirmed by the reader. */
export function SectionsChoice({ bench: { sections } }: { bench: Bench }) {
  const { found, isLooking, problem, doubt, isSameSpecimen, isConfirmed, chosen } = useObservable(
    sections.state,
  );
  const isNoneChosen = sections.names.every(name => !chosen[name]);
  return (
    <div className="ts-stack" data-cy="sections">
      {!found && (
        <div className="ts-row">
          <Button
            text={strings.sectionsLook}
            testId="sections-look"
            disabled={isLooking}
            onPress={() => void sections.look()}
          />
        </div>
      )}
      {isLooking && <div className="ts-dim ts-small">{strings.sectionsLooking}</div>}
      {problem && (
        <Notice kind="error" testId="sections-problem" text={`${problem.message} ${problem.nextStep}`} />
      )}
      {found && (
        <>
          <div className="ts-dim ts-small">{strings.sectionsHint}</div>
          {sections.names.map(name => (
            <SectionChoice key={name} name={name} sections={sections} />
          ))}
          {doubt !== undefined && (
            <>
              <Notice kind="warning" testId="sections-doubt" text={`${doubt} ${strings.sectionsDoubtNext}`} />
              <label className="ts-row">
                <input
                  type="checkbox"
                  data-cy="sections-same"
                  checked={isSameSpecimen}
                  onChange={event => sections.setSameSpecimen(event.target.checked)}
                />
                {strings.sectionsSame}
              </label>
            </>
          )}
          <div className="ts-row">
            <Button
              primary
              text={isConfirmed ? strings.sectionsConfirmed : strings.sectionsConfirm}
              testId="sections-confirm"
              disabled={isConfirmed || isNoneChosen || (doubt !== undefined && !isSameSpecimen)}
              onPress={() => sections.confirm()}
            />
          </div>
        </>
      )}
    </div>
  );
}

function SectionChoice({ name, sections }: { name: SlideOfPatient; sections: Bench['sections'] }) {
  const { found = [], chosen, notTaken, here } = useObservable(sections.state);
  const slide = chosen[name];
  const why = slide ? undefined : notTaken[name];
  return (
    <>
      <div className="ts-row">
        <label className="ts-row ts-grow">
          <span className="ts-dim">{strings.sectionNames[name]}</span>
          <select
            className="ts-grow"
            data-cy={`section-${name}`}
            value={slide?.seriesUid ?? ''}
            onChange={event => sections.choose(name, event.target.value)}
          >
            <option value="">{strings.sectionNone}</option>
            {found.map(slide => (
              <option key={slide.seriesUid} value={slide.seriesUid}>
                {strings.compareSlide(slide.studyDate, slide.description)}
              </option>
            ))}
          </select>
        </label>
        <Button
          text={strings.sectionOpen}
          testId={`section-open-${name}`}
          disabled={!slide || slide.seriesUid === here}
          onPress={() => void sections.open(name)}
        />
      </div>
      {why !== undefined && (
        <div className="ts-dim ts-small" data-cy={`section-${name}-not-taken`}>
          {why}
        </div>
      )}
    </>
  );
}
