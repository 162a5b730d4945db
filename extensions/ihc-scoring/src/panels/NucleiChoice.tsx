import { Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import { besideClassical, classicalOf, nucleiChoiceText } from '../pipeline/presets/nucleiChoice';
import { fitsMarker } from '../pipeline/presets/fitsMarker';
import { presets } from '../pipeline/presets/presets';
import type { Bench } from '../services/Bench';
import { strings } from '../strings';

/** What finds the nuclei: the marker's own detector, or a network where one is there that fits the marker. */
export function NucleiChoice({ host, bench }: { host: Host; bench: Bench }) {
  const { nuclei, problem } = useObservable(bench.modules.state);
  const { reading, key, isSigned } = useObservable(bench.readings.state);
  const leftOut = problem !== undefined && (
    <Notice kind="warning" testId="networks-left-out" text={strings.networksLeftOut(problem)} />
  );
  const cards = nuclei.filter(card => fitsMarker(card, presets[reading.preset]));
  if (cards.length === 0) return leftOut;
  const canStandBeside = classicalOf(presets[reading.preset]) !== undefined;
  const chosen = cards.find(({ name }) => name === reading.network?.model);
  return (
    <>
      {leftOut}
      <label className="ts-row" style={{ marginTop: 6 }}>
        <span className="ts-dim">{strings.nucleiBy}</span>
        <select
          className="ts-grow"
          data-cy="nuclei-by"
          title={strings.nucleiByHint}
          disabled={key === undefined || isSigned}
          value={reading.network ? nucleiChoiceText(reading.network) : ''}
          onChange={event => {
            const model = event.target.value === '' ? undefined : event.target.value;
            void host.commandsManager.runCommand(COMMANDS.chooseNuclei, { model });
          }}
        >
          <option value="">{strings.nucleiClassical}</option>
          {cards.flatMap(({ name, version }) => [
            ...(canStandBeside
              ? [
                  <option key={besideClassical(name)} value={besideClassical(name)}>
                    {strings.nucleiBeside(name, version)}
                  </option>,
                ]
              : []),
            <option key={name} value={name}>
              {strings.nucleiNetwork(name, version)}
            </option>,
          ])}
        </select>
      </label>
      <div className="ts-dim ts-small" data-cy="nuclei-card">
        {chosen ? [strings.networkSlower, ...chosen.limits].join(' ') : strings.classicalFirst}
      </div>
    </>
  );
}
