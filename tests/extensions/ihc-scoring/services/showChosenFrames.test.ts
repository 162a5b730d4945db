import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { LayerChoice } from '../../../../extensions/ihc-scoring/src/panels/stain/LayerChoice';
import { showChosenFrames } from '../../../../extensions/ihc-scoring/src/services/showChosenFrames';

type Mapping = Record<string, string>;
type Viewer = Parameters<typeof showChosenFrames>[0];

/** 20 x 10 pixels in two tiles. */
const size = { width: 20, height: 10, tileWidth: 10, tileHeight: 10 };
const keptSize = { TotalPixelMatrixColumns: 20, TotalPixelMatrixRows: 10, Columns: 10, Rows: 10 };
const sizeBelow = { ...keptSize, TotalPixelMatrixColumns: 10, TotalPixelMatrixRows: 5 };

function viewerThatKeeps(pyramid: { frameMappings: Mapping[]; metadata?: object[] }) {
  const refreshed: string[] = [];
  const layers = [{ getSource: () => ({ refresh: () => refreshed.push('tiles') }) }];
  const viewer = {
    [Symbol('opticalPaths')]: { a: { pyramid } },
    getMap: () => ({ getLayers: () => ({ getArray: () => layers }) }),
  };
  return { viewer: viewer as unknown as Viewer, refreshed };
}

function slideOf(sopInstanceUid: string, frames: object, path = 'b'): Slide {
  const level = { ...size, parts: [{ sopInstanceUid, frames: 4 }], frames };
  const layers = { opticalPaths: ['a', 'b'], opticalPath: path, depthsUm: [0], plane: 0 };
  return { layers, levels: [level] } as unknown as Slide;
}

const pathsInOneImage = slideOf('P', { kind: 'full', before: 2 });

test('another layer of the same image takes the tiles of the one that the viewer opened', () => {
  const mapping: Mapping = { '1-1-a': 'P/frames/1', '1-2-a': 'P/frames/2' };
  const { viewer, refreshed } = viewerThatKeeps({ frameMappings: [mapping], metadata: [keptSize] });
  expect(showChosenFrames(viewer, pathsInOneImage)).toBe(true);
  expect(mapping).toEqual({ '1-1-a': 'P/frames/3', '1-2-a': 'P/frames/4' });
  expect(refreshed).toEqual(['tiles']);
});

test('an optical path in images of its own is found by the size of its level', () => {
  const mapping: Mapping = { '1-1-a': 'P1/frames/1', '1-2-a': 'P1/frames/2' };
  const { viewer } = viewerThatKeeps({ frameMappings: [mapping], metadata: [keptSize] });
  expect(showChosenFrames(viewer, slideOf('P2', { kind: 'full', before: 0 }))).toBe(true);
  expect(mapping).toEqual({ '1-1-a': 'P2/frames/1', '1-2-a': 'P2/frames/2' });
});

test('a tile that the chosen layer lacks is not left with the other layer, and one that only it has is added', () => {
  const mapping: Mapping = { '1-1-a': 'P/frames/1' };
  const { viewer } = viewerThatKeeps({ frameMappings: [mapping], metadata: [keptSize] });
  const sparse = slideOf('P', { kind: 'sparse', frameAt: Int32Array.of(0, 2) });
  expect(showChosenFrames(viewer, sparse)).toBe(true);
  expect(mapping).toEqual({ '1-2-a': 'P/frames/2' });
});

test('a layer chosen after another has all of its tiles, also where the other had none', () => {
  const mapping: Mapping = { '1-1-a-1': 'P/frames/1', '1-2-a-1': 'P/frames/2' };
  const { viewer } = viewerThatKeeps({ frameMappings: [mapping], metadata: [keptSize] });
  showChosenFrames(viewer, slideOf('P', { kind: 'sparse', frameAt: Int32Array.of(0, 0) }));
  expect(mapping).toEqual({});
  expect(showChosenFrames(viewer, pathsInOneImage)).toBe(true);
  expect(mapping).toEqual({ '1-1-a-1': 'P/frames/3', '1-2-a-1': 'P/frames/4' });
});

test('a level that the chosen layer does not have shows nothing, and the panel says that the layer is not shown', () => {
  const finest: Mapping = { '1-1-a': 'P1/frames/1', '1-2-a': 'P1/frames/2' };
  const below: Mapping = { '1-1-a': 'Q1/frames/1' };
  const { viewer } = viewerThatKeeps({ frameMappings: [below, finest], metadata: [sizeBelow, keptSize] });
  const slide = slideOf('P2', { kind: 'full', before: 0 });
  const isShown = showChosenFrames(viewer, slide);
  expect([isShown, below, finest]).toEqual([false, {}, { '1-1-a': 'P2/frames/1', '1-2-a': 'P2/frames/2' }]);
  expect(panelSaysHidden(slide, !isShown)).toBe(true);
  expect(panelSaysHidden(slide, false)).toBe(false);
});

test.each([
  ['keeps no sizes', { frameMappings: [{ '1-1-a': 'P1/frames/1' }] }],
  ['keeps no tiles', { frameMappings: [] }],
  ['keeps sizes of none', { frameMappings: [{ '1-1-a': 'P1/frames/1' }], metadata: [] }],
])('a viewer that %s is left alone: whether the chosen layer is shown is not claimed', (_, pyramid) => {
  const { viewer } = viewerThatKeeps(pyramid);
  const before = JSON.stringify(pyramid);
  expect(showChosenFrames(viewer, slideOf('P2', { kind: 'full', before: 0 }))).toBe(false);
  expect(JSON.stringify(pyramid)).toBe(before);
});

function panelSaysHidden({ layers }: Slide, isHidden: boolean): boolean {
  const host = { commandsManager: { runCommand: () => undefined } };
  const panel = createElement(LayerChoice, { host: host as never, layers, isHidden });
  return renderToStaticMarkup(panel).includes('layer-not-shown');
}
