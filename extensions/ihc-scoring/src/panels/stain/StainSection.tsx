import { Button, Facts, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { SlideInspection } from '../../pipeline/inspect/slideInspection';
import type { Reading } from '../../pipeline/reading/reading';
import type { StainModel } from '../../pipeline/stain/stainModel';
import type { Triple } from '../../pipeline/stain/stainVectors';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { ChannelControls } from './ChannelControls';
import { DensityPlot } from './DensityPlot';
import { stainAngles } from '../../services/stainAngles';
import { stainNames } from '../../services/stainNames';
import { colourOfRgb, colourOfStain, Swatch } from './Swatch';

/** Whether the white and the vectors that the scores rest on are those of this slide. */
export function StainSection({ host, bench }: { host: Host; bench: Bench }) {
  const { inspection } = useObservable(bench.stain.state);
  const { reading, isSigned } = useObservable(bench.readings.state);
  if (!inspection) return null;
  const run = (command: string, options = {}) => void host.commandsManager.runCommand(command, options);
  return (
    <>
      <Doubts stain={inspection.stain} />
      <OwnStain reading={reading} inspection={inspection} isRefused={isSigned} run={run} />
      <details data-cy="stain-details" open={inspection.stain.doubts.length > 0}>
        <summary>{strings.stainDetails}</summary>
        <DensityPlot sample={inspection.sample} stain={inspection.shown} />
        <StainTable stain={inspection.shown} />
        <div className="ts-dim ts-small">{strings.plotHint}</div>
      </details>
      <ChannelControls host={host} bench={bench} stain={inspection.shown} />
      <div className="ts-dim ts-small" data-cy="colour-note">
        {strings.coloursOnPanel}
      </div>
    </>
  );
}

function Doubts({ stain }: { stain: StainModel }) {
  if (stain.doubts.length === 0)
    return (
      <div className="ts-small" data-cy="stains-agree">
        {agreement(stain)}
      </div>
    );
  return (
    <>
      {stain.doubts.map(doubt => (
        <Notice key={doubt} kind="warning" testId="stain-doubt" text={doubt} />
      ))}
    </>
  );
}

function agreement(stain: StainModel): string {
  const degrees = stainAngles(stain);
  const names = stainNames(stain.stain);
  return degrees ? strings.stainsAgree(names.haematoxylin, names.dab, degrees) : strings.stainsNotCompared;
}

/** Scoring with the slide's own stains is a choice, never a default: it can erase real differences. */
function OwnStain(props: {
  reading: Reading;
  inspection: SlideInspection;
  isRefused: boolean;
  run: (command: string, options?: object) => void;
}) {
  const { reading, inspection, isRefused, run } = props;
  const { estimated, vectorsSource } = inspection.stain;
  const asked = reading.stain?.vectors;
  const used = asked?.rule === 'estimate' ? asked.way : undefined;
  return (
    <>
      <div className="ts-row">
        {(['qupath', 'macenko'] as const).map(way => (
          <Button
            key={way}
            text={strings.autoWays[way]}
            title={strings.autoHints[way]}
            testId={`auto-${way}`}
            pressed={used === way}
            disabled={isRefused || estimated[way] === undefined}
            onPress={() => run(COMMANDS.useOwnStain, { way })}
          />
        ))}
        <Button
          text={strings.resetStain}
          title={strings.resetStainHint}
          testId="reset-stain"
          disabled={isRefused || reading.stain === undefined}
          onPress={() => run(COMMANDS.resetStain)}
        />
      </div>
      <div className="ts-dim ts-small" data-cy="stain-source">
        {strings.scoredWith(strings.sources[vectorsSource])}
      </div>
    </>
  );
}

function StainTable({ stain }: { stain: StainModel }) {
  const names = stainNames(stain.stain);
  const { white, qupath, macenko } = stain.estimated;
  return (
    <>
      {[
        { title: strings.stainInUse[stain.stain], glass: stain.white, vectors: stain.vectors, id: 'used' },
        { title: strings.stainOfSlide, glass: white, vectors: qupath, id: 'qupath' },
        { title: strings.stainOfSlideMacenko, vectors: macenko, id: 'macenko' },
      ].map(({ title, glass, vectors, id }) => (
        <div key={id} data-cy={`stain-${id}`} style={{ marginTop: 6 }}>
          <div className="ts-small">{title}</div>
          <Facts
            facts={[
              { name: strings.glass, value: glass && <Glass rgb={glass} />, testId: `white-${id}` },
              {
                name: names.haematoxylin,
                value: <Vector name={names.haematoxylin} value={vectors?.haematoxylin} />,
              },
              { name: names.dab, value: <Vector name={names.dab} value={vectors?.dab} /> },
            ]}
          />
        </div>
      ))}
    </>
  );
}

function Glass({ rgb }: { rgb: Triple }) {
  return (
    <span>
      <Swatch colour={colourOfRgb(rgb)} label={strings.glass} />
      {strings.whiteText(rgb)}
    </span>
  );
}

function Vector({ name, value }: { name: string; value: Triple | undefined }) {
  if (!value) return strings.notEstimated;
  return (
    <span>
      <Swatch colour={colourOfStain(value)} label={name} />
      {strings.vectorText(value)}
    </span>
  );
}
