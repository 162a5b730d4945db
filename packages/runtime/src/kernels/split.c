#include "kernels.h"

// Twice the square of the largest distance that distance.c gives.
#define LARGEST 7200

// The first i from `i` on whose value is not 0, or `end`.
static inline int32_t seekPositive(const int32_t *values, int32_t i, int32_t end) {
  if (i < end && values[i] != 0) return i;
  while (i + 8 <= end && !wasm_v128_any_true(wasm_v128_or(wasm_v128_load(values + i), wasm_v128_load(values + i + 4)))) i += 8;
  while (i < end && values[i] == 0) i++;
  return i;
}

// Counting sort, farthest from the edge first, equals in memory order. Returns how many.
static int32_t pixelsByDistance(const int32_t *squared, int32_t pixels, int32_t *order) {
  int32_t starts[LARGEST + 2];
  clear(starts, sizeof starts);
  int32_t count = 0;
  for (int32_t i = seekPositive(squared, 0, pixels); i < pixels; i = seekPositive(squared, i + 1, pixels)) {
    starts[LARGEST - squared[i] + 1]++;
    count++;
  }
  for (int32_t d = 1; d < LARGEST + 2; d++) starts[d] += starts[d - 1];
  for (int32_t i = seekPositive(squared, 0, pixels); i < pixels; i = seekPositive(squared, i + 1, pixels)) {
    order[starts[LARGEST - squared[i]]++] = i;
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

// The highest label of the pixel's surroundings where there is no other, 0 where there is none, -1 where there are more.
static inline int32_t onlyLabel(const int32_t *at, int32_t width) {
  v128_t inSquare = wasm_i32x4_make(-1, -1, -1, 0);
  v128_t above = wasm_v128_and(wasm_v128_load(at - width - 1), inSquare);
  v128_t beside = wasm_v128_and(wasm_v128_load(at - 1), inSquare);
  v128_t below = wasm_v128_and(wasm_v128_load(at + width - 1), inSquare);
  v128_t high = wasm_i32x4_max(wasm_i32x4_max(above, beside), below);
  high = wasm_i32x4_max(high, wasm_i32x4_shuffle(high, high, 2, 3, 0, 1));
  high = wasm_i32x4_max(high, wasm_i32x4_shuffle(high, high, 1, 0, 3, 2));
  v128_t zero = wasm_i32x4_splat(0);
  v128_t isOther = wasm_v128_and(wasm_i32x4_ne(above, high), wasm_i32x4_ne(above, zero));
  isOther = wasm_v128_or(isOther, wasm_v128_and(wasm_i32x4_ne(beside, high), wasm_i32x4_ne(beside, zero)));
  isOther = wasm_v128_or(isOther, wasm_v128_and(wasm_i32x4_ne(below, high), wasm_i32x4_ne(below, zero)));
  return wasm_v128_any_true(isOther) ? -1 : wasm_i32x4_extract_lane(high, 0);
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
    int32_t only = onlyLabel(labels + i, width);
    if (only > 0) {
      labels[i] = rootOf(partOf, only);
    } else if (only == 0) {
      parts++;
      partOf[parts] = parts;
      top[parts] = squared[i];
      labels[i] = parts;
    } else {
      int32_t near[8];
      int32_t found = partsAround(labels + i, width, partOf, near);
      labels[i] = found == 1 ? near[0] : meet(near, found, top, partOf, squared[i], least, ofRadius);
    }
  }
  int32_t pixels = width * height;
  for (int32_t i = seekPositive(labels, 0, pixels); i < pixels; i = seekPositive(labels, i + 1, pixels)) {
    labels[i] = rootOf(partOf, labels[i]);
  }
}
