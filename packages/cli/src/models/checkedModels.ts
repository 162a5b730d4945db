import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { unknownMembers } from '@timescope/core/parseModelCard';
import { probeDifference, probeInput } from '@timescope/core/probe';
import type { ReportProgress } from '@timescope/core/progress';
import { readModel, requireOwnName } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { differs, notChecked, ok, refused, type Check } from '../verify/check';
import type { ListedModel } from './listedModels';
import { requireFit, tasks, type Measured } from './tasks';

/** Loads every model and tries it; with `measure` its card's figures on generated images are computed again. */
export async function checkedModels(
  models: readonly ListedModel[],
  measure: boolean,
  report: ReportProgress,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const [index, model] of models.entries()) {
    report({ stage: model.name, done: index, total: models.length });
    checks.push(...(await checksOf(model, measure)));
  }
  report({ stage: 'models', done: models.length, total: models.length });
  return checks;
}

async function checksOf({ name, folder, problem }: ListedModel, measure: boolean): Promise<Check[]> {
  if (problem !== undefined) return [refused(problem, name)];
  try {
    const { card, bytes } = await readModel(folder);
    requireOwnName(card, folder);
    const task = tasks[card.task];
    requireFit[card.task]?.(card);
    const network = await loadNetwork(card, bytes);
    if (!task) return [notChecked(`${name}: loads; this version has no use for its task "${card.task}".`)];
    await task.tryOut(network);
    const loads = ok(`${name} ${card.version}: hash, shapes and a trial run (${network.engine}).`);
    return [
      loads,
      ...memberChecks(card),
      await probeCheck(network),
      ...(measure ? await figuresOf(network, task.measure) : []),
    ];
  } catch (thrown) {
    return [refused(thrown, name)];
  }
}

const memberChecks = (card: ModelCard): Check[] =>
  unknownMembers(card).map(member =>
    notChecked(
      `${card.name}: its card says "${member}", which nothing here reads. See whether it is spelled right.`,
    ),
  );

/** Whether this engine computes what torch does. */
async function probeCheck(network: Network): Promise<Check> {
  const { card } = network;
  const { name, probe } = card;
  if (!probe) return notChecked(`${name}: its card holds no answer of torch to hold the engine against.`);
  const difference = probeDifference(probe, await network.run(probeInput(card, probe)));
  const says = `${name}: ${difference.toExponential(0)} from torch's answer to a stored input; its card allows ${probe.tolerance}.`;
  return difference <= probe.tolerance ? ok(says) : differs(says);
}

/** Engines and machines differ in the last digits; a figure is given with three. Ours. */
const FIGURE_TOLERANCE = 0.005;

async function figuresOf(
  network: Network,
  measure: (network: Network) => Promise<readonly Measured[]>,
): Promise<Check[]> {
  const { card } = network;
  const measured = await measure(network);
  const checks = measured.flatMap(found =>
    card.measured
      .filter(({ recipe }) => recipe === found.recipe)
      .map(figure => figureCheck(card, figure, found)),
  );
  if (checks.length > 0) return checks;
  const kinds = measured.map(({ recipe }) => `"${recipe}"`).join(', ');
  return [notChecked(`${card.name}: its card has no figure of the kind ${kinds}.`)];
}

function figureCheck(
  { name }: ModelCard,
  { data, metric, value: claimed }: ModelCard['measured'][number],
  { value, seconds, tolerance = FIGURE_TOLERANCE }: Measured,
): Check {
  const says = `${name}: ${metric} ${value.toFixed(3)} on ${data}, ${claimed} on the card (${seconds.toFixed(0)} s).`;
  return Math.abs(value - claimed) <= tolerance ? ok(says) : differs(says);
}
