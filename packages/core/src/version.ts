/** Put in by the build from the root package.json. */
declare const TIMESCOPE_VERSION: string | undefined;

/** Version of this software; sources that run without a build say "development". */
export const VERSION: string =
  typeof TIMESCOPE_VERSION === 'string' && TIMESCOPE_VERSION !== '' ? TIMESCOPE_VERSION : 'development';
