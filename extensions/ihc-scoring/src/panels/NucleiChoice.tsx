import type { ModelCard } from '@timescope/core/modelCard';
import { Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../commandNames';
import { fitsMarker } from '../pipeline/presets/fitsMarker';
import { besideClassical, CLASSICAL, classicalOf, nucleiChoiceText } from '../pipeline/presets/nucleiChoice';
import { presets } from '../pipeline/presets/presets';
import { isUsual, isUsualWhere, USUAL_NETWORK } from '../pipeline/presets/usualNetwork';
import type { Reading } from '../pipeline/reading/reading';
import type { Bench } from '../services/Bench';
import type { ScoringState } from '../services/scoringState';
import { strings } from '../strings';
import { ModuleChoice, type Option } from './ModuleChoice';

/** What finds the nuclei: what is usual for the slide, the marker's own detector, or a network that fits the marker. */
export function NucleiChoice({ host, bench }: { host: Host; bench: Bench }) {
  const { nuclei, problem } = useObservable(bench.modules.state);
  const { reading, key, isSigned } = useObservable(bench.readings.state);
  const { slide } = useObservable(bench.scoring.state);
  const leftOut = problem !== undefined && (
    <Notice kind="warning" testId="networks-left-out" text={strings.networksLeftOut(problem)} />
  );
  const cards = nuclei.filter(card => fitsMarker(card, presets[reading.preset]));
  if (cards.length === 0) return leftOut;
  const choices = choicesOf(cards, reading);
  const usual = choices.find(choice => isUsualChoice(choice, usualValue(slide, reading))) ?? BY_CLASSICAL;
  const chosen = choices.find(({ value }) => value === askedValue(reading)) ?? usual;
  const others = choices.filter(choice => choice !== usual);
  return (
    <>
      {leftOut}
      <ModuleChoice
        title={strings.nucleiBy}
        hint={strings.nucleiByHint}
        testId="nuclei-by"
        value={chosen.value}
        options={[
          [usual.value, strings.usualHere(usual.label)],
          ...others.map(({ value, label }): Option => [value, label]),
        ]}
        isFixed={key === undefined || isSigned}
        onChoose={value => {
          const model = value === usual.value ? undefined : value;
          void host.commandsManager.runCommand(COMMANDS.chooseNuclei, { model });
        }}
      />
      <div className="ts-dim ts-small" data-cy="nuclei-card">
        {aboutChoice(chosen, usual, reading)}
      </div>
    </>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  /** Of the network; the classical detector has none. */
  readonly card?: ModelCard;
}

const BY_CLASSICAL: Choice = { value: CLASSICAL, label: strings.nucleiClassical };

function choicesOf(cards: readonly ModelCard[], { preset }: Reading): readonly Choice[] {
  const canStandBeside = classicalOf(presets[preset]) !== undefined;
  return [
    BY_CLASSICAL,
    ...cards.flatMap((card): Choice[] => {
      const { name } = card;
      const beside = { value: besideClassical(name), label: strings.besideClassical(name), card };
      const alone = { value: name, label: strings.networkAlone(name), card };
      return canStandBeside ? [beside, alone] : [alone];
    }),
  ];
}

/** Before the slide is there as on a large one. */
function usualValue(slide: ScoringState['slide'], reading: Reading): string {
  const [finest] = slide.kind === 'ready' ? slide.slide.levels : [];
  return finest && isUsualWhere(reading, finest) ? besideClassical(USUAL_NETWORK) : CLASSICAL;
}

const askedValue = ({ network }: Reading): string | undefined =>
  typeof network === 'object' ? nucleiChoiceText(network) : network;

/** Other weights under the name of the usual ones are not. */
const isUsualChoice = ({ value, card }: Choice, usual: string): boolean =>
  value === usual && (card === undefined || isUsual({ model: card.name, sha256: card.sha256 }));

function aboutChoice({ value, card }: Choice, usual: Choice, { preset, patches }: Reading): string {
  const isDefault = value === usual.value;
  if (card) {
    const { name, version, limits } = card;
    const why = isDefault ? strings.usualOnSmall : strings.networkSlower;
    return [`${strings.nucleiNetwork(name, version)}.`, why, ...limits].join(' ');
  }
  if (!isDefault) return strings.classicalChosen;
  if (patches) return strings.classicalBesideTissue;
  return presets[preset].measured === 'nucleus' ? strings.classicalFirst : strings.classicalMembranes;
}
