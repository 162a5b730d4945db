import { useEffect, useRef } from 'react';
import type { DensitySample } from '../../pipeline/inspect/sampledDensities';
import type { StainModel } from '../../pipeline/stain/stainModel';
import { ownStains } from '../../services/ownStains';
import { strings } from '../../strings';
import { plotRange, rayEnd, ticksOf, xOf, yOf, type PlotFrame, type PlotRange } from './densityPlotFrame';
import { stainNames } from '../../services/stainNames';
import { colourOfStain } from './Swatch';

const WIDTH = 300;
const HEIGHT = 252;
const FRAME: PlotFrame = { left: 40, top: 8, width: 252, height: 206 };
const DOT = 1.6;

/** The tissue's pixels by their two stains, in their own colours, with the slide's own vectors as rays. */
export function DensityPlot({ sample, stain }: { sample: DensitySample; stain: StainModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const range = plotRange(sample);
  useEffect(() => {
    if (canvas.current) drawDots(canvas.current, sample, plotRange(sample));
  }, [sample]);
  const names = stainNames(stain.stain);
  const label = strings.densityPlot(sample.dab.length);
  return (
    <figure
      style={{ margin: 0, position: 'relative', width: '100%', maxWidth: WIDTH }}
      data-cy="density-plot"
    >
      <canvas
        ref={canvas}
        style={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }}
        aria-hidden
      />
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
        style={{ position: 'relative', display: 'block', width: '100%' }}
      >
        <title>{strings.plotHint}</title>
        <Axes range={range} names={names} />
        <OwnRays stain={stain} range={range} />
      </svg>
    </figure>
  );
}

function Axes({ range, names }: { range: PlotRange; names: { haematoxylin: string; dab: string } }) {
  const [x0, y0] = [xOf(0, range, FRAME), yOf(0, range, FRAME)];
  const [right, bottom] = [FRAME.left + FRAME.width, FRAME.top + FRAME.height];
  const text = { fill: '#cfd8e3', fontSize: 11 };
  return (
    <g>
      <line x1={FRAME.left} x2={right} y1={y0} y2={y0} stroke="#33415c" strokeWidth={1.2} />
      <line x1={x0} x2={x0} y1={FRAME.top} y2={bottom} stroke="#33415c" strokeWidth={1.2} />
      {ticksOf(range).map(od => (
        <g key={od}>
          <text {...text} x={xOf(od, range, FRAME)} y={bottom + 13} textAnchor="middle">
            {od}
          </text>
          <text {...text} x={FRAME.left - 5} y={yOf(od, range, FRAME) + 4} textAnchor="end">
            {od}
          </text>
        </g>
      ))}
      <text {...text} x={FRAME.left + FRAME.width / 2} y={HEIGHT - 6} textAnchor="middle">
        {strings.stainAxis(names.haematoxylin)}
      </text>
      <text
        {...text}
        textAnchor="middle"
        transform={`translate(11 ${FRAME.top + FRAME.height / 2}) rotate(-90)`}
      >
        {strings.stainAxis(names.dab)}
      </text>
    </g>
  );
}

/** Where the slide's own stains lie; the axes themselves are the ones in use. */
function OwnRays({ stain, range }: { stain: StainModel; range: PlotRange }) {
  const [x0, y0] = [xOf(0, range, FRAME), yOf(0, range, FRAME)];
  return (
    <g>
      {ownStains(stain).map(({ name, vector, amounts }) => {
        const end = rayEnd(amounts, range);
        if (!end) return null;
        const [x, y] = [xOf(end.haematoxylin, range, FRAME), yOf(end.dab, range, FRAME)];
        return (
          <g key={name} data-cy={`own-${name}`}>
            <line x1={x0} y1={y0} x2={x} y2={y} stroke="#fff" strokeWidth={3.5} />
            <line
              x1={x0}
              y1={y0}
              x2={x}
              y2={y}
              stroke={colourOfStain(vector)}
              strokeWidth={1.8}
              strokeDasharray="5 3"
            />
          </g>
        );
      })}
    </g>
  );
}

function drawDots(canvas: HTMLCanvasElement, sample: DensitySample, range: PlotRange): void {
  const ratio = window.devicePixelRatio;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  context.fillStyle = '#f4f5f7';
  context.fillRect(FRAME.left, FRAME.top, FRAME.width, FRAME.height);
  const { rgb, haematoxylin, dab } = sample;
  for (let pixel = 0; pixel < dab.length; pixel++) {
    const [h = 0, d = 0] = [haematoxylin[pixel], dab[pixel]];
    if (h < range.least || d < range.least || h > range.most || d > range.most) continue;
    context.fillStyle = `rgb(${rgb.subarray(3 * pixel, 3 * pixel + 3).join(',')})`;
    context.fillRect(xOf(h, range, FRAME) - DOT / 2, yOf(d, range, FRAME) - DOT / 2, DOT, DOT);
  }
}
