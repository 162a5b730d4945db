import { Button, Notice, Section } from '@timescope/ohif/controls';
import type { DrawingTool } from '../services/drawingTools';
import { roiVoxels } from '../services/roiSlices';
import type { DraftState } from '../services/OutlineKeeper';
import type { ReadingPhase } from '../services/readings/twoReadersState';
import type { OutlineState } from '../services/TumourOutline';
import { strings } from '../strings';
import type { RadiologyService } from '../services/RadiologyService';
import type { Actions } from './actions';
import { OutlineMeasures } from './contouring/OutlineMeasures';
import { RoiList } from './contouring/RoiList';
import { ToolOptions } from './contouring/ToolOptions';

const TOOLS: readonly { tool: DrawingTool; text: string; command: string }[] = [
  { tool: 'outline', text: strings.toolOutline, command: 'timescopeOutlineTumour' },
  { tool: 'polygon', text: strings.toolPolygon, command: 'timescopePolygon' },
  { tool: 'livewire', text: strings.toolLivewire, command: 'timescopeLivewire' },
  { tool: 'grow', text: strings.toolGrow, command: 'timescopeGrowRegion' },
  { tool: 'brush', text: strings.toolBrush, command: 'timescopeBrush' },
  { tool: 'rangeBrush', text: strings.toolRangeBrush, command: 'timescopeRangeBrush' },
  { tool: 'eraser', text: strings.toolEraser, command: 'timescopeEraser' },
  { tool: 'window', text: strings.toolWindow, command: 'timescopeWindowLevel' },
];

/** The drawing tools, undo, and how far the outline is. */
export function OutlineSection(props: {
  outline: OutlineState;
  tool: DrawingTool | undefined;
  phase: ReadingPhase;
  service: RadiologyService;
  actions: Actions;
}) {
  const { outline, tool, phase, service, actions } = props;
  const mayDraw = phase !== 'notJoined' && phase !== 'signed' && phase !== 'unknown';
  return (
    <Section title={strings.outline} testId="outline-section">
      <div className="ts-row">
        {TOOLS.map(({ tool: each, text, command }) => (
          <Button
            key={each}
            text={text}
            testId={`tool-${each}`}
            pressed={tool === each}
            disabled={each !== 'window' && !mayDraw}
            hotkey={actions.keyOf(command)}
            onPress={() => actions.run(command)}
          />
        ))}
        <Button
          text={strings.softTissue}
          testId="soft-tissue"
          title={strings.softTissueTitle}
          hotkey={actions.keyOf('timescopeSoftTissue')}
          onPress={() => actions.run('timescopeSoftTissue')}
        />
      </div>
      <ToolOptions tool={tool} edits={service.tools.edits} actions={actions} />
      {mayDraw && <RoiList set={outline.set} rois={service.tools.rois} actions={actions} />}
      <OutlineExtent outline={outline} phase={phase} />
      <OutlineMeasures outline={outline} measures={service.tools.measures} />
      {mayDraw && <EditButtons outline={outline} actions={actions} />}
      {mayDraw && <Draft draft={outline.draft} />}
    </Section>
  );
}

function OutlineExtent({ outline: { roi }, phase }: { outline: OutlineState; phase: ReadingPhase }) {
  if (roi.size === 0) return <Notice kind="info" testId="outline-hint" text={hintOf(phase)} />;
  return (
    <div data-cy="outline-extent" data-voxels={roiVoxels(roi)}>
      {strings.outlined(roi.size, roiVoxels(roi))}
    </div>
  );
}

function hintOf(phase: ReadingPhase): string {
  switch (phase) {
    case 'notJoined':
      return strings.beginToOutline;
    case 'unknown':
      return strings.outlineHidden;
    case 'opened':
      return strings.beginConsensus;
    case 'asking':
    case 'hidden':
    case 'none':
    case 'drawing':
    case 'signed':
      return strings.nothingOutlined;
  }
}

function EditButtons({ outline, actions }: { outline: OutlineState; actions: Actions }) {
  return (
    <div className="ts-row">
      <Button
        text={strings.undo}
        testId="undo"
        disabled={!outline.canUndo}
        hotkey={actions.keyOf('timescopeUndoOutline')}
        onPress={() => actions.run('timescopeUndoOutline')}
      />
      <Button
        text={strings.redo}
        testId="redo"
        disabled={!outline.canRedo}
        hotkey={actions.keyOf('timescopeRedoOutline')}
        onPress={() => actions.run('timescopeRedoOutline')}
      />
      <Button
        text={strings.clear}
        testId="clear"
        title={strings.clearTitle}
        disabled={outline.roi.size === 0}
        onPress={() => actions.run('timescopeClearOutline')}
      />
    </div>
  );
}

function Draft({ draft }: { draft: DraftState }) {
  if (draft.kind === 'failed')
    return <Notice kind="warning" testId="draft" text={strings.draftFailed(draft.reason)} />;
  const text = draftText(draft);
  return text === undefined ? null : (
    <div className="ts-dim ts-small" data-cy="draft" data-state={draft.kind}>
      {text}
    </div>
  );
}

function draftText(draft: Exclude<DraftState, { kind: 'failed' }>): string | undefined {
  switch (draft.kind) {
    case 'none':
      return undefined;
    case 'pending':
      return strings.draftPending;
    case 'saved':
      return strings.draftSaved(new Date(draft.at).toLocaleTimeString());
    case 'restored':
      return strings.draftRestored(new Date(draft.at).toLocaleString());
  }
}
