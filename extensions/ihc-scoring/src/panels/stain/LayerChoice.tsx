import type { LayersOffered } from '@timescope/core/dicom/read/slideLayers';
import { Notice } from '@timescope/ohif/controls';
import type { Host } from '@timescope/ohif/host';
import { COMMANDS } from '../../commandNames';
import { strings } from '../../strings';

/** Asks which optical path and focal plane are meant where a slide has several; they are never mixed. */
export function LayerChoice(props: { host: Host; layers: LayersOffered; isHidden: boolean | undefined }) {
  const { host, isHidden } = props;
  const { opticalPaths, opticalPath, depthsUm, plane } = props.layers;
  if (opticalPaths.length < 2 && depthsUm.length < 2) return null;
  const choose = (choice: object) => void host.commandsManager.runCommand(COMMANDS.chooseLayer, { choice });
  return (
    <div data-cy="layer-choice">
      <Notice kind="warning" text={strings.severalLayers(opticalPaths.length, depthsUm.length)} />
      {opticalPaths.length > 1 && (
        <Choice
          label={strings.opticalPath}
          testId="optical-path"
          value={opticalPath}
          options={opticalPaths.map(path => ({ value: path, text: path }))}
          onChoose={path => choose({ opticalPath: path })}
        />
      )}
      {depthsUm.length > 1 && (
        <Choice
          label={strings.focalPlane}
          testId="focal-plane"
          value={String(plane + 1)}
          options={depthsUm.map((depth, at) => ({
            value: String(at + 1),
            text: strings.focalPlaneName(at + 1, depth),
          }))}
          onChoose={number => choose({ opticalPath, focalPlane: { kind: 'plane', number: Number(number) } })}
        />
      )}
      {isHidden === true && <Notice kind="warning" testId="layer-not-shown" text={strings.layerNotShown} />}
    </div>
  );
}

function Choice(props: {
  label: string;
  testId: string;
  value: string;
  options: readonly { readonly value: string; readonly text: string }[];
  onChoose: (value: string) => void;
}) {
  return (
    <label className="ts-row" style={{ marginTop: 6 }}>
      <span className="ts-dim">{props.label}</span>
      <select
        className="ts-grow"
        data-cy={props.testId}
        value={props.value}
        onChange={event => props.onChoose(event.target.value)}
      >
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
