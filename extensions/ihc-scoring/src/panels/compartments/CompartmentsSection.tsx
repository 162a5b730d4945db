import { Button, Notice, RunProgress } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { Bench } from '../../services/Bench';
import { isOfLines, lineDoubts, linesOf, missingLines } from '../../services/compartments/compartmentsState';
import { strings } from '../../strings';
import { ClassLines } from './ClassLines';

/** The pixel classifier: lines of each class, train, look, apply. */
export function CompartmentsSection({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.compartments;
  const { problem } = useObservable(service.state);
  const { strokes } = useObservable(bench.readings.state).reading;
  return (
    <div className="ts-stack" data-cy="compartments">
      <div className="ts-dim ts-small">{strings.classifierHint}</div>
      <ClassLines bench={bench} hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleLines)} />
      <Work host={host} bench={bench} />
      {strokes.length > 0 &&
        lineDoubts(strokes).map(doubt => (
          <Notice key={doubt} kind="warning" testId="line-doubt" text={doubt} />
        ))}
      {missingLines(strokes) === undefined && linesOf(strokes, 'other') === 0 && (
        <Notice kind="info" testId="no-other-lines" text={strings.noOtherLines} />
      )}
      {problem && (
        <Notice
          kind="error"
          testId="compartments-problem"
          text={`${problem.message} ${problem.nextStep}`}
          onClose={() => service.closeProblem()}
        />
      )}
      <Classifier host={host} bench={bench} />
    </div>
  );
}

/** What can be done with the lines, or how far it is. */
function Work({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.compartments;
  const { work, trained } = useObservable(service.state);
  const { strokes } = useObservable(bench.readings.state).reading;
  if (work?.kind === 'training')
    return <RunProgress progress={work.progress} onCancel={() => service.cancel()} />;
  const missing = missingLines(strokes);
  return (
    <div className="ts-row">
      <Button
        primary
        text={trained ? strings.trainAgain : strings.train}
        testId="train"
        disabled={missing !== undefined}
        onPress={() => void host.commandsManager.runCommand(COMMANDS.trainCompartments)}
      />
      {missing !== undefined && (
        <span className="ts-dim ts-small ts-grow" data-cy="lines-missing">
          {missing}
        </span>
      )}
    </div>
  );
}

/** The classifier that was learned or is in use: look at it, use it. */
function Classifier({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.compartments;
  const { trained, isPreviewShown, work } = useObservable(service.state);
  const { strokes, compartments } = useObservable(bench.readings.state).reading;
  const { field } = useObservable(bench.scoring.state);
  const model = trained ?? compartments;
  if (!model) return null;
  const isInUse = compartments?.hash === model.hash;
  const points = model.training.samples.reduce((sum, count) => sum + count, 0);
  return (
    <>
      <div className="ts-row">
        <Button
          text={strings.preview}
          title={strings.previewHint}
          testId="preview"
          pressed={isPreviewShown}
          onPress={() => void host.commandsManager.runCommand(COMMANDS.togglePreview)}
        />
        {isInUse ? (
          <Button text={strings.stopUsing} testId="stop-classifier" onPress={() => service.stopUsing()} />
        ) : (
          <Button
            primary
            text={strings.apply}
            title={strings.applyHint}
            testId="apply-classifier"
            onPress={() => void host.commandsManager.runCommand(COMMANDS.applyCompartments)}
          />
        )}
        {isPreviewShown && work === undefined && (
          <Button
            text={strings.toRegions}
            title={strings.toRegionsHint}
            testId="preview-to-regions"
            onPress={() => service.makeRegions()}
          />
        )}
        {work?.kind === 'previewing' && (
          <span className="ts-dim ts-small" data-cy="preview-progress">
            {strings.previewProgress(work.progress.done, work.progress.total)}
          </span>
        )}
      </div>
      {isPreviewShown && field?.kind === 'field' && field.isCut && (
        <Notice kind="info" testId="preview-cut" text={strings.previewIsCut} />
      )}
      <div className="ts-dim ts-small" data-cy="classifier-state" title={model.hash}>
        {isInUse ? strings.inUse(model.hash.slice(0, 12)) : strings.notInUse} {strings.learnedFrom(points)}
      </div>
      {!isOfLines(model, strokes) && (
        <Notice kind="warning" testId="lines-changed" text={strings.linesChanged} />
      )}
    </>
  );
}
