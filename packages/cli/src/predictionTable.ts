import { TARGETS, type PredictionResult } from '@timescope/core/result/predictionResult';
import { TARGET_NAMES as NAMES } from '@timescope/extension-ct-radiomics/pipeline/targetNames';

/** The result for a person at a terminal. */
export function predictionTable(result: PredictionResult): string {
  const { slice, flags, time } = result;
  return [
    result.researchUse,
    '',
    `Slice ${slice.index} (${slice.chosenBy}), z ${slice.zMm.toFixed(1)} mm, ROI ${slice.areaMm2.toFixed(1)} mm2${sizesText(slice)}`,
    '',
    'Target  Probability  Threshold  Distance  Class  Model',
    ...targetLines(result),
    ...measuredLines(result),
    '',
    ...(time.derived
      ? [`TIME counted from its parts: ${time.derived.class} (${time.derived.count} of 3 high)`]
      : []),
    ...notEvaluableLines(result),
    ...flags.map(flag => `Note: ${flag.message}`),
    ...Object.values(result.targets).map(said => `Grad-CAM: ${said.gradcam ?? 'not written'}`),
    `Tier: ${tierText(result)}`,
    `Score hash: ${result.hash}`,
    '',
  ].join('\n');
}

/** The long axis, and the extent at right angles to it; not in documents of before. */
function sizesText({ longAxisMm, shortAxisMm, meanHu }: PredictionResult['slice']): string {
  if (longAxisMm === undefined || shortAxisMm === undefined || meanHu === undefined) return '';
  return `, ${longAxisMm.toFixed(1)} x ${shortAxisMm.toFixed(1)} mm, mean ${meanHu.toFixed(0)} HU`;
}

function targetLines({ targets }: PredictionResult): string[] {
  return TARGETS.flatMap(target => {
    const said = targets[target];
    if (!said) return [];
    const numbers = [
      probabilityText(said.probability).padEnd(13),
      said.threshold.toFixed(3).padEnd(11),
      signed(said.probability - said.threshold).padEnd(10),
    ].join('');
    return [
      `${NAMES[target].padEnd(8)}${numbers}${said.class.padEnd(7)}${said.model.name} ${said.model.version}${said.model.demonstration ? ' (demonstration)' : ''}`,
    ];
  });
}

/** Networks of one run may differ: one that another engine does not answer rightly runs in the reference tier. */
function tierText({ targets }: PredictionResult): string {
  const tiers = Object.values(targets).map(({ model }) => `${model.tier} (${model.engine})`);
  return [...new Set(tiers)].join('; ');
}

/** Nothing that is predicted is certain. */
function probabilityText(value: number): string {
  if (value > 0.9995) return '> 0.999';
  return value < 0.0005 ? '< 0.001' : value.toFixed(3);
}

const signed = (distance: number): string => `${distance < 0 ? '' : '+'}${distance.toFixed(3)}`;

/** Where the threshold comes from, and what these weights were measured to be worth. */
function measuredLines({ targets }: PredictionResult): string[] {
  return TARGETS.flatMap(target => {
    const said = targets[target];
    if (!said) return [];
    const { auc } = said.model;
    const measured = auc ? `AUC ${auc.value.toFixed(3)} on ${auc.data}` : 'its card names no AUC';
    return [`${NAMES[target]}: threshold by ${said.thresholdSource}; ${measured}`];
  });
}

/** The parts of TIME (`time.derived`, `time.direct`) stay in the JSON: for a reader they repeat the line of TIME. */
function notEvaluableLines({ notEvaluable }: PredictionResult): string[] {
  return TARGETS.flatMap(target => {
    const reason = notEvaluable[target];
    return reason === undefined ? [] : [`${NAMES[target]} not evaluable: ${reason}`];
  });
}
