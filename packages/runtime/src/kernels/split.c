#include "kernels.h"

// Twice the square of the largest distance that distance.c gives.
#define LARGEST 7200

// Counting sort, farthest from the edge first, equals in memory order. Returns how many.
static int32_t pixelsByDistance(const int32_t *squared, int32_t pixels, int32_t *order) {
  int32_t starts[LARGEST + 2];
  clear(starts, sizeof starts);
  int32_t count = 0;
  for (int32_t i = 0; i < pixels; i++) {
    if (squared[i] == 0) continue;
    starts[LARGEST - squared[i] + 1]++;
    count++;
  }
  for (int32_t d = 1; d < LARGEST + 2; d++) starts[d] += starts[d - 1];
  for (int32_t i = 0; i < pixels; i++) {
    if (squared[i] != 0) order[starts[LARGEST - squared[i]]++] = i;
  }
  return count;
}

static inline int32_t rootOf(int32_t *partOf, int32_t part) {
  int32_t root = partOf[part];
  if (root == part) return part;
  while (partOf[root] != root) root = partOf[root];
  while (part != root) {
    int32_t next = partOf[part];
    partOf[part] = root;
    part = next;
  }
  return root;
}

// The different parts among the eight neighbours.
static inline int32_t partsAround(const int32_t *at, int32_t width, int32_t *partOf, int32_t *near) {
  const int32_t offsets[8] = {-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1};
  int32_t found = 0;
  int32_t seen = 0;
  for (int32_t k = 0; k < 8; k++) {
    int32_t label = at[offsets[k]];
    if (label == 0 || label == seen) continue;
    seen = label;
    int32_t part = rootOf(partOf, label);
    int32_t j = 0;
    while (j < found && near[j] != part) j++;
    if (j == found) near[found++] = part;
  }
  return found;
}

// Joins the parts that do not stand out at this height to the highest one, which also gets the pixel.
static int32_t meet(const int32_t *near, int32_t found, const int32_t *top, int32_t *partOf, int32_t squaredHere,
                    double least, double ofRadius) {
  int32_t highest = near[0];
  for (int32_t k = 1; k < found; k++) {
    int32_t part = near[k];
    if (top[part] > top[highest] || (top[part] == top[highest] && part < highest)) highest = part;
  }
  for (int32_t k = 0; k < found; k++) {
    int32_t part = near[k];
    if (part == highest) continue;
    double radius = __builtin_sqrt(top[part]);
    double rise = radius - __builtin_sqrt(squaredHere);
    double wanted = ofRadius * radius;
    if (rise < (least > wanted ? least : wanted)) partOf[part] = highest;
  }
  return highest;
}

// `order`, `partOf` and `top` hold pixels + 1 ints each.
EXPORT(splitByShape)
void splitByShape(const int32_t *squared, int32_t width, int32_t height, double least, double ofRadius, int32_t *order,
                  int32_t *partOf, int32_t *top, int32_t *labels) {
  int32_t count = pixelsByDistance(squared, width * height, order);
  clear(labels, 4 * width * height);
  int32_t parts = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t i = order[k];
    int32_t near[8];
    int32_t found = partsAround(labels + i, width, partOf, near);
    if (found == 0) {
      parts++;
      partOf[parts] = parts;
      top[parts] = squared[i];
      labels[i] = parts;
    } else if (found == 1) {
      labels[i] = near[0];
    } else {
      labels[i] = meet(near, found, top, partOf, squared[i], least, ofRadius);
    }
  }
  for (int32_t k = 0; k < count; k++) labels[order[k]] = rootOf(partOf, labels[order[k]]);
}
