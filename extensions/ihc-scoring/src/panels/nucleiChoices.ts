import type { ModelCard } from '@timescope/core/modelCard';
import { fitsMarker } from '../pipeline/presets/fitsMarker';
import { besideClassical, CLASSICAL, classicalOf, nucleiChoiceText } from '../pipeline/presets/nucleiChoice';
import type { NetworkDetector } from '../pipeline/presets/preset';
import { presets } from '../pipeline/presets/presets';
import { isUsual, isUsualWhere, USUAL_NETWORK, type ImageSize } from '../pipeline/presets/usualNetwork';
import type { Reading } from '../pipeline/reading/reading';
import { strings } from '../strings';

export interface NucleiChoices {
  readonly chosen: NucleiOption;
  /** What is usual for the slide. */
  readonly usual: NucleiOption;
  /** The usual one first. */
  readonly options: readonly NucleiOption[];
  /** Why the chosen one, and what it costs. */
  readonly about: string;
}

export interface NucleiOption {
  readonly value: string;
  readonly label: string;
  /** Of the network; the classical detector has none, nor has a network that the site does not hold. */
  readonly card?: ModelCard;
}

/**
 * What can find the nuclei of a slide, and what the reading asks for, also where the site does not hold it.
 * @param nuclei Cards of all networks for nuclei that the site holds
 * @param finest The slide's level of full resolution; before it is there the choice is that of a large slide
 * @returns undefined where there is nothing to choose
 */
export function nucleiChoices(
  nuclei: readonly ModelCard[],
  reading: Reading,
  finest: ImageSize | undefined,
): NucleiChoices | undefined {
  const preset = presets[reading.preset];
  const offered = [
    BY_CLASSICAL,
    ...nuclei.filter(card => fitsMarker(card, preset)).flatMap(card => optionsOf(card, reading)),
  ];
  const isSmall = finest !== undefined && isUsualWhere(reading, finest);
  const usual = (isSmall && offered.find(isUsualOption)) || BY_CLASSICAL;
  const asked = askedOption(offered, nuclei, reading);
  if (offered.length === 1 && (asked ?? BY_CLASSICAL) === BY_CLASSICAL) return undefined;
  const others = offered.filter(option => option !== usual);
  const isOffered = asked === undefined || offered.includes(asked);
  const chosen = asked ?? usual;
  return {
    chosen,
    usual,
    options: [{ ...usual, label: strings.usualHere(usual.label) }, ...others, ...(isOffered ? [] : [chosen])],
    about: aboutOption(chosen, usual, isSmall, reading),
  };
}

const BY_CLASSICAL: NucleiOption = { value: CLASSICAL, label: strings.nucleiClassical };

function optionsOf(card: ModelCard, { preset }: Reading): readonly NucleiOption[] {
  const { name } = card;
  const beside = { value: besideClassical(name), label: strings.besideClassical(name), card };
  const alone = { value: name, label: strings.networkAlone(name), card };
  return classicalOf(presets[preset]) ? [beside, alone] : [alone];
}

/** Other weights under the name of the usual ones are not. */
const isUsualOption = ({ value, card }: NucleiOption): boolean =>
  value === besideClassical(USUAL_NETWORK) && card !== undefined && isUsual(card);

/** By its weights: another network under the same name, or one that is not there, is shown as itself. */
function askedOption(
  offered: readonly NucleiOption[],
  nuclei: readonly ModelCard[],
  { network }: Reading,
): NucleiOption | undefined {
  if (network === undefined) return undefined;
  if (network === CLASSICAL) return BY_CLASSICAL;
  const value = nucleiChoiceText(network);
  const card = nuclei.find(({ name, sha256 }) => name === network.model && sha256 === network.sha256);
  const same = card && offered.find(option => option.value === value);
  return (
    same ?? { value: `${value} ${network.sha256}`, label: labelOf(network, card), ...(card && { card }) }
  );
}

function labelOf({ model, modelVersion, beside }: NetworkDetector, card: ModelCard | undefined): string {
  const named = `${model} ${modelVersion}`;
  const label = beside ? strings.besideClassical(named) : strings.networkAlone(named);
  return card ? label : strings.networkNotHere(label);
}

function aboutOption(
  chosen: NucleiOption,
  usual: NucleiOption,
  isSmall: boolean,
  { preset, patches }: Reading,
): string {
  const { card } = chosen;
  if (card) {
    const { name, version, limits } = card;
    const why = chosen === usual ? strings.usualOnSmall : strings.networkSlower;
    return [`${strings.nucleiNetwork(name, version)}.`, why, ...limits].join(' ');
  }
  if (chosen !== BY_CLASSICAL) return strings.otherNetworkHere;
  if (chosen !== usual) return strings.classicalChosen;
  if (patches) return strings.classicalBesideTissue;
  if (presets[preset].measured !== 'nucleus') return strings.classicalMembranes;
  return isSmall ? strings.classicalInstead(USUAL_NETWORK) : strings.classicalFirst;
}
