import { Button, Facts, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import { TISSUE_COLOURS, tissueStyle } from '../../overlays/tissueStyles';
import type { InspectedTissue } from '../../pipeline/inspect/slideInspection';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { leftOutShares } from './leftOutShares';

/** Where the slide has tissue, and what is left out of it. */
export function TissueSection({ host, bench }: { host: Host; bench: Bench }) {
  const { look, inspection, isTissueShown } = useObservable(bench.stain.state);
  if (look.kind === 'none') return null;
  const tissue = inspection?.tissue;
  return (
    <>
      {look.kind === 'looking' && !tissue && <Looking percent={percentOf(look.progress)} />}
      {look.kind === 'failed' && (
        <>
          <Notice
            kind="warning"
            testId="look-failed"
            text={`${look.problem.message} ${look.problem.nextStep}`}
          />
          <div className="ts-row">
            <Button text={strings.lookAgain} testId="look-again" onPress={() => bench.stain.lookAgain()} />
          </div>
        </>
      )}
      {tissue && <TissueFound tissue={tissue} />}
      {tissue && tissue.tissueMm2 > 0 && (
        <div className="ts-row">
          <Button
            text={strings.showTissue}
            testId="toggle-tissue"
            pressed={isTissueShown}
            hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleTissue)}
            onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleTissue)}
          />
          {isTissueShown && <Legend tissue={tissue} />}
        </div>
      )}
    </>
  );
}

function Looking({ percent }: { percent: number }) {
  return (
    <div data-cy="looking">
      <div className="ts-dim ts-small">{strings.lookingAt(`${percent} %`)}</div>
      <div
        className="ts-bar"
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={strings.tissue}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

function TissueFound({ tissue }: { tissue: InspectedTissue }) {
  const { tissueMm2, askedMm2, artefacts, level, isAssumed } = tissue;
  if (tissueMm2 === 0) return <Notice kind="warning" testId="no-tissue" text={strings.noTissueFound} />;
  const shares = leftOutShares(artefacts.percent);
  return (
    <>
      <Facts
        facts={[
          {
            name: strings.tissueExtent,
            value: strings.tissueFound(tissueMm2, (100 * tissueMm2) / askedMm2),
            testId: 'tissue-found',
            title: strings.tissueLevel(level.mpp.x),
          },
          {
            name: strings.leftOut,
            value: shares.map(({ name, percent }) => strings.leftOutShare(name, percent)).join(', '),
            testId: 'left-out',
            title: strings.leftOutHint,
          },
        ]}
      />
      {isAssumed && <Notice kind="warning" testId="tissue-assumed" text={strings.tissueAssumed} />}
    </>
  );
}

function Legend({ tissue }: { tissue: InspectedTissue }) {
  const { pen = 0, fold = 0 } = Object.fromEntries(
    leftOutShares(tissue.artefacts.percent).map(({ kind, percent }) => [kind, percent]),
  );
  return (
    <span className="ts-small ts-row" data-cy="tissue-legend">
      <Mark border={TISSUE_COLOURS.lines[1][0]} text={strings.tissueOnSlide} />
      {pen > 0 && <Mark fill={tissueStyle('ink')} text={strings.inkOnSlide} />}
      {fold > 0 && <Mark fill={tissueStyle('fold')} text={strings.foldOnSlide} />}
    </span>
  );
}

function Mark({ border, fill, text }: { border?: string; fill?: string; text: string }) {
  const look = { width: 16, height: 11, borderRadius: 2, display: 'inline-block', marginRight: 4 };
  return (
    <span>
      <span
        aria-hidden
        style={{ ...look, border: `2px solid ${border ?? 'transparent'}`, background: fill ?? 'none' }}
      />
      {text}
    </span>
  );
}

const percentOf = ({ done, total }: { done: number; total: number }): number =>
  total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0;
