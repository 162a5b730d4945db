import type { MadePicture } from '@timescope/core/report/pictures/reportPictures';
import type { ReportPicture, ReportPlot } from '@timescope/core/report/reportDocument';
import { useEffect, useState } from 'react';
import { strings } from '../../strings';

/** By the key of the report's picture; one that is not there yet is being made. */
export type Pictures = ReadonlyMap<string, MadePicture>;

/** A picture of the images or a plot, with the line under it. */
export function Figure({ figure, pictures }: { figure: ReportPicture | ReportPlot; pictures: Pictures }) {
  return (
    <figure data-cy={figure.kind === 'picture' ? `picture-${figure.key}` : 'plot'}>
      {figure.kind === 'plot' ? (
        <img className="tr-plot" src={addressOfPlot(figure.svg)} alt={figure.alternative} />
      ) : (
        <Pixels picture={pictures.get(figure.key)} alternative={figure.alternative} />
      )}
      <figcaption>{figure.caption}</figcaption>
    </figure>
  );
}

/** As an image no script and no link of it works, whatever stands in it. */
const addressOfPlot = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function Pixels({ picture, alternative }: { picture: MadePicture | undefined; alternative: string }) {
  const png = picture?.kind === 'png' ? picture.png : undefined;
  const address = useBlobAddress(png);
  if (picture?.kind === 'png')
    return <img src={address} alt={alternative} width={picture.width} height={picture.height} />;
  return (
    <div className="tr-no-picture" data-cy={picture ? 'no-picture' : 'picture-on-its-way'}>
      {picture ? strings.noPicture(picture.because) : strings.pictureOnItsWay}
    </div>
  );
}

/** An address is let go with its picture: of another picture it is not given out. */
function useBlobAddress(png: Uint8Array | undefined): string | undefined {
  const [made, setMade] = useState<{ png: Uint8Array; address: string } | undefined>(undefined);
  useEffect(() => {
    if (!png) return undefined;
    const blob = new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' });
    const address = URL.createObjectURL(blob);
    setMade({ png, address });
    return () => URL.revokeObjectURL(address);
  }, [png]);
  return made?.png === png ? made?.address : undefined;
}
