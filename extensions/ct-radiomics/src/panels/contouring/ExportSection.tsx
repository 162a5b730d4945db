import { Button } from '@timescope/ohif/controls';
import { Fold } from '@timescope/ohif/Fold';
import { useObservable } from '@timescope/ohif/ObservableState';
import type { OutlineFiles } from '../../services/exports/OutlineFiles';
import type { Prediction } from '../../services/radiologyState';
import { strings } from '../../strings';

/** What is drawn as files for other programs, and a region from one. */
export function ExportSection(props: {
  files: OutlineFiles;
  prediction: Prediction | undefined;
  isEmpty: boolean;
}) {
  const { files, prediction, isEmpty } = props;
  const { isRunning, said } = useObservable(files.state);
  return (
    <Fold title={strings.exports} testId="export-section" isClosed>
      <div className="ts-row">
        <Button
          text={strings.exportSeg}
          testId="export-seg"
          disabled={isRunning || isEmpty}
          onPress={() => void files.saveDicom('SEG')}
        />
        <Button
          text={strings.exportRtstruct}
          testId="export-rtstruct"
          disabled={isRunning || isEmpty}
          onPress={() => void files.saveDicom('RTSTRUCT')}
        />
        <Button
          text={strings.exportNifti}
          title={strings.exportNiftiTitle}
          testId="export-nifti"
          disabled={isRunning || isEmpty}
          onPress={() => void files.saveNifti()}
        />
        <Button
          text={strings.exportCrop}
          title={strings.exportCropTitle}
          testId="export-crop"
          disabled={isRunning || !prediction}
          onPress={() => {
            if (prediction) void files.saveCrop(prediction);
          }}
        />
        <NiftiFile onFile={file => void files.openNifti(file)} />
      </div>
      <div className="ts-dim ts-small" aria-live="polite" data-cy="export-said">
        {isRunning ? strings.writing : (said ?? strings.exportPatient)}
      </div>
    </Fold>
  );
}

/** A file input that looks like the other buttons and keeps the keyboard's way to it. */
function NiftiFile({ onFile }: { onFile: (file: File) => void }) {
  return (
    <label className="ts-file" title={strings.importNiftiTitle}>
      {strings.importNifti}
      <input
        type="file"
        data-cy="import-nifti"
        accept=".nii,.gz,application/gzip"
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
