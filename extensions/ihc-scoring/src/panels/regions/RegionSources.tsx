import { Button } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { keyOf } from '@timescope/ohif/hotkeys';
import { useObservable } from '@timescope/ohif/ObservableState';
import { COMMANDS } from '../../commandNames';
import type { Bench } from '../../services/Bench';
import { tissueMask } from '../../services/regions/tissueMask';
import { strings } from '../../strings';

/** Regions that are not drawn: from a file, from the tissue that was found. */
export function RegionSources({ host, bench }: { host: Host; bench: Bench }) {
  const service = bench.regions;
  const { isShown } = useObservable(service.state);
  const { regions } = useObservable(bench.readings.state).reading;
  const tissue = useObservable(bench.stain.state).inspection?.tissue;
  return (
    <div className="ts-row">
      <FileButton onFile={file => void service.readFile(file)} />
      <Button
        text={strings.fromTissue}
        title={tissue ? strings.fromTissueHint : strings.noTissueYet}
        testId="region-from-tissue"
        disabled={tissue === undefined}
        onPress={() => service.addMask(tissueMask(tissue))}
      />
      {regions.length > 0 && (
        <Button
          text={strings.showRegions}
          testId="toggle-regions"
          pressed={isShown}
          hotkey={keyOf(host.hotkeysManager, COMMANDS.toggleRegions)}
          onPress={() => void host.commandsManager.runCommand(COMMANDS.toggleRegions)}
        />
      )}
    </div>
  );
}

/** A file input that looks like the other buttons and keeps the keyboard's way to it. */
function FileButton({ onFile }: { onFile: (file: File) => void }) {
  return (
    <label className="ts-file" title={strings.fromFileHint}>
      {strings.fromFile}
      <input
        type="file"
        data-cy="regions-file"
        accept=".geojson,.json,application/geo+json,application/json"
        onChange={event => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          // The same file may be opened again.
          event.target.value = '';
        }}
      />
    </label>
  );
}
