import { Button, Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { Channel } from '../../pipeline/channels/channelTile';
import type { StainModel } from '../../pipeline/stain/stainModel';
import type { Bench } from '../../services/Bench';
import { strings } from '../../strings';
import { channelScale, channelsInOrder, colourAt } from '../../services/channelScale';
import { stainNames } from '../../services/stainNames';

/** Shows one stain of the slide instead of the slide, with its scale. */
export function ChannelControls({ host, bench, stain }: { host: Host; bench: Bench; stain: StainModel }) {
  const { channel, missingTiles, channelProblem } = useObservable(bench.stain.state);
  const names = stainNames(stain.stain);
  const show = (next: Channel | undefined) =>
    void host.commandsManager.runCommand(COMMANDS.showChannel, { channel: next });
  const key = keyOf(host.hotkeysManager, COMMANDS.cycleChannel);
  return (
    <div data-cy="channels">
      <div className="ts-small" id="ts-channels">
        {strings.channels}
        {key !== undefined && <kbd>{key}</kbd>}
      </div>
      <div className="ts-row" role="group" aria-labelledby="ts-channels">
        <Button
          text={strings.channelOff}
          testId="channel-off"
          pressed={channel === undefined}
          onPress={() => show(undefined)}
        />
        {channelsInOrder.map(each => (
          <Button
            key={each}
            text={names[each]}
            testId={`channel-${each}`}
            pressed={channel === each}
            onPress={() => show(each)}
          />
        ))}
      </div>
      {channel && <Scale channel={channel} name={names[channel]} stain={stain} />}
      {channel && missingTiles > 0 && (
        <div className="ts-dim ts-small" data-cy="channel-missing" aria-live="polite">
          {strings.channelMissing(missingTiles)}
        </div>
      )}
      {channelProblem && (
        <Notice
          kind="error"
          testId="channel-problem"
          text={`${channelProblem.message} ${channelProblem.nextStep}`}
        />
      )}
    </div>
  );
}

/** Colours that the eye tells apart along the bar. */
const STOPS = 16;

function Scale({ channel, name, stain }: { channel: Channel; name: string; stain: StainModel }) {
  const scale = channelScale(channel, stain);
  const stops = Array.from({ length: STOPS + 1 }, (_, k) => colourAt(scale, k / STOPS));
  return (
    <div className="ts-small" data-cy="channel-scale" style={{ marginTop: 4 }}>
      <div
        role="img"
        aria-label={strings.channelScale(name, scale.darkest)}
        style={{
          ...{ height: 10, borderRadius: 2, border: '1px solid var(--ts-line)' },
          background: `linear-gradient(to right, ${stops.join(', ')})`,
        }}
      />
      <div className="ts-row" style={{ justifyContent: 'space-between' }} aria-hidden>
        <span>0</span>
        <span>{strings.stainAxis(name)}</span>
        <span>{strings.channelDarkest(scale.darkest)}</span>
      </div>
      <div className="ts-dim">
        {channel === 'residual' ? strings.residualMeaning : strings.channelMeaning}
      </div>
    </div>
  );
}
