import { useEffect, useRef } from 'react';
import type { Crop } from '../pipeline/prediction';
import { strings } from '../strings';

/** The crop in grey, one pixel a voxel, enlarged without smoothing: what the network sees. */
export function CropPreview({ crop: { preview } }: { crop: Pick<Crop, 'preview'> }) {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = place.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(preview.width, preview.height);
    preview.values.forEach((grey, pixel) => image.data.set([grey, grey, grey, 255], pixel * 4));
    context.putImageData(image, 0, 0);
  }, [preview]);
  return (
    <canvas
      ref={place}
      data-cy="crop-preview"
      role="img"
      aria-label={strings.cropAlt}
      title={strings.cropAlt}
      width={preview.width}
      height={preview.height}
      style={{ width: 96, height: 96, flex: 'none', imageRendering: 'pixelated', borderRadius: 4 }}
    />
  );
}
