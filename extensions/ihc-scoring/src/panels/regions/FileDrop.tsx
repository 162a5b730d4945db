import { Notice } from '@timescope/ohif/controls';
import { useState, type DragEvent, type ReactNode } from 'react';

/** A part of the panel on which a file can be dropped; it says so while one is held over it. */
export function FileDrop(props: {
  testId: string;
  text: string;
  onFile: (file: File) => void;
  children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) props.onFile(file);
  };
  const hold = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      data-cy={props.testId}
      className="ts-stack"
      style={isOver ? { outline: '2px dashed var(--ts-accent)' } : undefined}
      onDragOver={hold}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {props.children}
      {isOver && <Notice kind="info" text={props.text} />}
    </div>
  );
}
