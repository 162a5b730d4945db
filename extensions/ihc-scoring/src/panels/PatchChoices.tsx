import { useObservable } from '@timescope/ohif/ObservableState';
import type { Host } from '@timescope/ohif/host';
import type { ModelCard } from '@timescope/core/modelCard';
import { COMMANDS } from '../commandNames';
import type { Bench } from '../services/Bench';
import { canScore } from '../services/ModuleService';
import { strings } from '../strings';
import { ModuleChoice, type Option } from './ModuleChoice';

/** What tells tumour from stroma, and what scores patches: networks where some are there. */
export function PatchChoices({ host, bench }: { host: Host; bench: Bench }) {
  const { tissue, scorers } = useObservable(bench.modules.state);
  const { reading, key, isSigned } = useObservable(bench.readings.state);
  if (tissue.length === 0) return null;
  const isFixed = key === undefined || isSigned;
  const { patches } = reading;
  const chosen = tissue.find(({ name }) => name === patches?.tissue.model);
  const scorer = patches?.scorer === 'formula' ? patches.scorer : patches?.scorer?.model;
  const isScorable = chosen !== undefined && canScore(chosen, reading);
  const scoring = scorers.find(({ name }) => name === scorer);
  const run = (command: string, model: string | undefined) =>
    void host.commandsManager.runCommand(command, { model });
  return (
    <>
      <ModuleChoice
        title={strings.tissueBy}
        hint={strings.tissueByHint}
        testId="tissue-by"
        value={patches?.tissue.model}
        options={[['', strings.tissueAsDrawn], ...named(tissue)]}
        isFixed={isFixed}
        onChoose={model => run(COMMANDS.chooseTissueNetwork, model)}
      />
      {chosen && (
        <ModuleChoice
          title={strings.patchesBy}
          hint={strings.patchesByHint}
          testId="patches-by"
          value={scorer}
          options={[['', strings.patchesNotScored], ...(isScorable ? scorerOptions(scorers) : [])]}
          isFixed={isFixed || !isScorable}
          onChoose={model => run(COMMANDS.chooseScorer, model)}
        />
      )}
      {chosen && (
        <div className="ts-dim ts-small" data-cy="tissue-card">
          {!isScorable && `${strings.patchesNeedNuclei(chosen.name)} `}
          {[...new Set([strings.networkSlower, ...chosen.limits, ...(scoring?.limits ?? [])])].join(' ')}
        </div>
      )}
    </>
  );
}

const scorerOptions = (scorers: readonly ModelCard[]): Option[] => [
  ['formula', strings.patchesByFormula],
  ...named(scorers),
];

const named = (cards: readonly ModelCard[]): Option[] =>
  cards.map(({ name, version }) => [name, strings.nucleiNetwork(name, version)]);
