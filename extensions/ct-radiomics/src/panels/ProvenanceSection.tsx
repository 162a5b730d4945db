import { TARGETS, type TargetPrediction } from '@timescope/core/result/predictionResult';
import { CopyableText, Facts, Section, type Fact } from '@timescope/ohif/controls';
import type { Prediction } from '../services/radiologyState';
import { strings } from '../strings';

/** Models, hashes and settings behind the numbers. */
export function ProvenanceSection({ prediction }: { prediction: Prediction }) {
  const { result } = prediction.outcome;
  const { preprocessing, software } = result.provenance;
  return (
    <Section testId="provenance-section">
      <details>
        <summary>{strings.details}</summary>
        <Facts
          facts={[
            { name: strings.outlineUsed, value: prediction.source.label },
            ...modelFacts(prediction),
            {
              name: strings.preprocessing,
              value: strings.preprocessingOf(
                preprocessing.crop,
                preprocessing.marginPx,
                preprocessing.inputPx,
              ),
            },
            { name: strings.software, value: `${software.name} ${software.version}` },
            {
              name: strings.resultHash,
              value: (
                <CopyableText text={result.hash} shown={result.hash.slice(0, 12)} testId="result-hash" />
              ),
            },
          ]}
        />
      </details>
      {Object.values(result.targets).every(({ model }) => model.tier === 'reference') && (
        <div className="ts-dim ts-small" data-cy="threads">
          {strings.threads}
        </div>
      )}
    </Section>
  );
}

function modelFacts({ outcome }: Prediction): Fact[] {
  const { targets } = outcome.result;
  const engines = new Set(Object.values(targets).map(({ model }) => `${model.engine}, ${model.tier}`));
  return [
    ...TARGETS.flatMap(target => {
      const model = targets[target]?.model;
      return model ? networkFacts(strings.targets[target], model) : [];
    }),
    { name: strings.engine, value: [...engines].join('; ') },
  ];
}

const networkFacts = (target: string, { name, version, sha256 }: TargetPrediction['model']): Fact[] => [
  { name: strings.modelFact(target), value: strings.modelOf(name, version) },
  { name: strings.modelHash(target), value: <CopyableText text={sha256} shown={sha256.slice(0, 12)} /> },
];
