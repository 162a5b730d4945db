// Connected components of runs: a run is a stretch of a row. Small scratch and few steps, because a component has many
// pixels and few runs.
#pragma once
#include "kernels.h"

struct Run {
  int32_t start;
  int32_t end;
  int32_t parent;
  // Of a root: pixels of its component, or a number given to it.
  int32_t value;
};

static inline int32_t rootOf(struct Run *runs, int32_t run) {
  int32_t root = run;
  while (runs[root].parent != root) root = runs[root].parent;
  while (run != root) {
    int32_t next = runs[run].parent;
    runs[run].parent = root;
    run = next;
  }
  return root;
}

// The root is the run that comes first in memory.
static inline void join(struct Run *runs, int32_t a, int32_t b) {
  int32_t rootA = rootOf(runs, a);
  int32_t rootB = rootOf(runs, b);
  if (rootA < rootB) runs[rootB].parent = rootA;
  if (rootB < rootA) runs[rootA].parent = rootB;
}
