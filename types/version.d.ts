/** The repository's version, put in by scripts/build.mjs. */
declare const TIMESCOPE_VERSION: string;
