import type { Target } from '@timescope/core/result/predictionResult';
import { useEffect, useRef } from 'react';
import { drawMapTile, type MapTile } from '../overlays/drawMapTile';
import { strings } from '../strings';

/** Ours: two stand beside each other in the narrowest panel, so four in two rows. */
const SIDE = 108;

/** A map of one network, small, over its crop. */
export function MapTilePicture({ tile, name }: { tile: MapTile; name: string }) {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (place.current) drawMapTile(place.current, tile);
  }, [tile]);
  return (
    <canvas
      ref={place}
      role="img"
      aria-label={name}
      width={2 * SIDE}
      height={2 * SIDE}
      style={{ width: SIDE, height: SIDE, borderRadius: 4, display: 'block' }}
    />
  );
}

/** Small multiples of the maps; a press lays one of them over the slice. */
export function MapTiles(props: {
  tiles: readonly MapTile[];
  shown: Target | undefined;
  onChoose: (target: Target) => void;
}) {
  const { tiles, shown, onChoose } = props;
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'auto auto', justifyContent: 'start', gap: 6 }}
      data-cy="map-tiles"
    >
      {tiles.map(tile => {
        const { target, class: said } = tile.map;
        const name = strings.mapTile(strings.targets[target], strings.classNames[said]);
        return (
          <button
            key={target}
            type="button"
            data-cy={`map-tile-${target}`}
            aria-pressed={target === shown}
            title={strings.mapTileTitle}
            style={{ height: 'auto', padding: 4, display: 'block', textAlign: 'left' }}
            onClick={() => onChoose(target)}
          >
            <MapTilePicture tile={tile} name={name} />
            <span>{name}</span>
          </button>
        );
      })}
    </div>
  );
}
