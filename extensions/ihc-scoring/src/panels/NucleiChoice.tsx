import { Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import type { Bench } from '../services/Bench';
import { strings } from '../strings';
import { ModuleChoice, type Option } from './ModuleChoice';
import { nucleiChoices } from './nucleiChoices';

/** What finds the nuclei: what is usual for the slide, the marker's own detector, or a network that fits the marker. */
export function NucleiChoice({ host, bench }: { host: Host; bench: Bench }) {
  const { nuclei, problem, isRead } = useObservable(bench.modules.state);
  const { reading, key, isSigned } = useObservable(bench.readings.state);
  const { slide } = useObservable(bench.scoring.state);
  const finest = slide.kind === 'ready' ? slide.slide.levels[0] : undefined;
  const choices = isRead ? nucleiChoices(nuclei, reading, finest) : undefined;
  return (
    <>
      {problem !== undefined && (
        <Notice kind="warning" testId="networks-left-out" text={strings.networksLeftOut(problem)} />
      )}
      {choices && (
        <>
          <ModuleChoice
            title={strings.nucleiBy}
            hint={strings.nucleiByHint}
            testId="nuclei-by"
            value={choices.chosen.value}
            options={choices.options.map(({ value, label }): Option => [value, label])}
            isFixed={key === undefined || isSigned}
            onChoose={value => {
              const model = value === choices.usual.value ? undefined : value;
              void host.commandsManager.runCommand(COMMANDS.chooseNuclei, { model });
            }}
          />
          <div className="ts-dim ts-small" data-cy="nuclei-card">
            {choices.about}
          </div>
        </>
      )}
    </>
  );
}
