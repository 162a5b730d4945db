/** Aborts on the first Ctrl-C or SIGTERM: cases that run are left for later, with the tiles that they have. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      process.stderr.write('\ntimescope: stopping; open cases stay open.\n');
      stop.abort();
    });
  return stop.signal;
}
