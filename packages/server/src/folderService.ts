import Fastify from 'fastify';
import { DICOMWEB_ROOT, serveDicomweb } from './dicomweb/dicomweb';
import { replyWithErrors } from './errorReply';
import { openInstanceStore } from './store/instanceStore';
import type { SkippedFile } from './store/scanFolder';

/** The embedded DICOMweb service within this process: nobody else can reach it. */
export interface FolderService {
  /** For a DICOMweb client whose root is `root`. */
  readonly fetch: typeof fetch;
  readonly root: string;
  /** Files that cannot be read. */
  readonly skipped: readonly SkippedFile[];
  close(): Promise<void>;
}

/**
 * Folders of DICOM files as a served store would show them.
 * @throws TimescopeError NOT_FOUND (a folder)
 */
export async function openFolderService(
  options: Parameters<typeof openInstanceStore>[0],
): Promise<FolderService> {
  const store = await openInstanceStore(options);
  const app = Fastify({ logger: false, routerOptions: { maxParamLength: 2048 } });
  replyWithErrors(app);
  await serveDicomweb(app, store, undefined);
  return {
    root: `http://folder${DICOMWEB_ROOT}`,
    skipped: store.skipped,
    fetch: async (asked, { headers } = {}) => {
      const { pathname, search } = new URL(asked instanceof Request ? asked.url : asked);
      const {
        statusCode,
        headers: said,
        rawPayload,
      } = await app.inject({
        url: pathname + search,
        headers: Object.fromEntries(new Headers(headers)),
      });
      const type = said['content-type'];
      return new Response(new Uint8Array(rawPayload), {
        status: statusCode,
        headers: typeof type === 'string' ? { 'content-type': type } : {},
      });
    },
    close: () => app.close(),
  };
}
