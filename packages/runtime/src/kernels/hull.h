// The convex hull of a ring, for rings whose few points cross themselves.
#pragma once
#include "kernels.h"

// Points in half pixels, so that whole numbers hold them: the twin's values are exact too.
struct Ring {
  int32_t points;
  int32_t *x;
  int32_t *y;
};

// Positive, 0 or negative as the twin's: of whole numbers, so that only the sign is needed.
static inline int32_t turn(const struct Ring *ring, int32_t a, int32_t b, int32_t c) {
  int32_t ax = ring->x[a];
  int32_t ay = ring->y[a];
  return (ring->x[b] - ax) * (ring->y[c] - ay) - (ring->y[b] - ay) * (ring->x[c] - ax);
}

static inline int isBefore(const struct Ring *ring, int32_t a, int32_t b) {
  return ring->x[a] < ring->x[b] || (ring->x[a] == ring->x[b] && ring->y[a] < ring->y[b]);
}

// Points by x, then y, none twice: heap sort, because a ring may be long.
static void sortPoints(const struct Ring *ring, int32_t *order) {
  int32_t count = ring->points;
  for (int32_t k = 0; k < count; k++) order[k] = k;
  for (int32_t k = count / 2 - 1, last = count - 1; last > 0;) {
    int32_t point;
    if (k >= 0) {
      point = order[k];
    } else {
      point = order[last];
      order[last--] = order[0];
    }
    int32_t at = k >= 0 ? k : 0;
    for (int32_t child = 2 * at + 1; child <= last; child = 2 * at + 1) {
      if (child < last && isBefore(ring, order[child], order[child + 1])) child++;
      if (!isBefore(ring, point, order[child])) break;
      order[at] = order[child];
      at = child;
    }
    order[at] = point;
    if (k >= 0) k--;
  }
}

// One side of the hull, without its last point. `step` is 1 or -1. Returns its points.
static int32_t chain(const struct Ring *ring, const int32_t *order, int32_t step, int32_t *hull) {
  int32_t length = 0;
  for (int32_t k = 0; k < ring->points; k++) {
    int32_t point = order[step > 0 ? k : ring->points - 1 - k];
    while (length > 1 && turn(ring, hull[length - 2], hull[length - 1], point) <= 0) length--;
    hull[length++] = point;
  }
  return length - 1;
}

// `order` holds three ints a point.
static void hullOf(const struct Ring *ring, int32_t *order, struct Ring *out) {
  int32_t *hull = order + ring->points;
  sortPoints(ring, order);
  int32_t points = chain(ring, order, 1, hull);
  points += chain(ring, order, -1, hull + points);
  out->points = points;
  for (int32_t k = 0; k < points; k++) {
    out->x[k] = ring->x[hull[k]];
    out->y[k] = ring->y[hull[k]];
  }
}
