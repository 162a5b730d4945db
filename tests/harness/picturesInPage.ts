import { dicomwebClient } from '@timescope/core/dicomweb/client';
import type { ReportFacts } from '@timescope/core/report/reportFacts';
import { reportPictures } from '@timescope/core/report/pictures/reportPictures';
import { pictureCodecs } from '@timescope/runtime/pictureCodecs/browser';

/** Runs in a page: the report's pictures from an archive, each PNG as base64, or the sentence why there is none. */
export async function picturesInPage(
  root: string,
  facts: Pick<ReportFacts, 'ct' | 'slides'>,
): Promise<[string, string][]> {
  const client = dicomwebClient(root, { fetch: (url, init) => fetch(url, init) });
  const pictures = await reportPictures(facts, { client, codecs: pictureCodecs });
  return [...pictures].map(([key, picture]) => [
    key,
    picture.kind === 'png'
      ? btoa(Array.from(picture.png, byte => String.fromCharCode(byte)).join(''))
      : picture.because,
  ]);
}
