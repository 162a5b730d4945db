#include "kernels.h"

#define MOST_REACH 8
#define MOST_OFFSETS 289
// As in the twin.
#define DIRECTIONS 32

struct Rays {
  int32_t *area;
  int32_t *sumX;
  int32_t *sumY;
  float *highest;
};

static void addCentres(const int32_t *nuclei, int32_t width, int32_t height, struct Rays *rays) {
  for (int32_t y = 0; y < height; y++) {
    const int32_t *row = nuclei + y * width;
    int32_t x = 0;
    while (x < width) {
      int32_t label = row[x];
      int32_t first = x++;
      if (label == 0) {
        while (x + 4 <= width && !wasm_v128_any_true(wasm_v128_load(row + x))) x += 4;
        continue;
      }
      while (x < width && row[x] == label) x++;
      rays->area[label] += x - first;
      rays->sumX[label] += (first + x - 1) * (x - first) / 2;
      rays->sumY[label] += y * (x - first);
    }
  }
}

// Directions of four pixels in a row from the centre of one label, kept while the same four are looked at.
struct Seen {
  int32_t label;
  int32_t direction[4];
};

static inline void look(const struct Rays *rays, int32_t label, int32_t x, int32_t y, struct Seen *seen) {
  int32_t area = rays->area[label];
  int32_t left = area * x - rays->sumX[label];
  v128_t across = wasm_i32x4_make(left, left + area, left + 2 * area, left + 3 * area);
  v128_t down = wasm_i32x4_splat(area * y - rays->sumY[label]);
  v128_t wide = wasm_i32x4_abs(across);
  v128_t high = wasm_i32x4_abs(down);
  v128_t longer = wasm_i32x4_max(wide, high);
  v128_t shorter = wasm_i32x4_shl(wasm_i32x4_min(wide, high), 8);
  v128_t eighth = wasm_v128_and(wasm_i32x4_lt(across, wasm_i32x4_splat(0)), wasm_i32x4_splat(4));
  eighth = wasm_v128_or(eighth, wasm_v128_and(wasm_i32x4_lt(down, wasm_i32x4_splat(0)), wasm_i32x4_splat(8)));
  eighth = wasm_v128_or(eighth, wasm_v128_and(wasm_i32x4_gt(high, wide), wasm_i32x4_splat(16)));
  v128_t at = wasm_i32x4_add(eighth, wasm_i32x4_splat(label * DIRECTIONS));
  at = wasm_i32x4_sub(at, wasm_i32x4_ge(shorter, wasm_i32x4_mul(longer, wasm_i32x4_splat(51))));
  at = wasm_i32x4_sub(at, wasm_i32x4_ge(shorter, wasm_i32x4_mul(longer, wasm_i32x4_splat(106))));
  at = wasm_i32x4_sub(at, wasm_i32x4_ge(shorter, wasm_i32x4_mul(longer, wasm_i32x4_splat(171))));
  wasm_v128_store(seen->direction, at);
  seen->label = label;
}

static inline void raise(const struct Rays *rays, int32_t label, int32_t x, int32_t y, int32_t lane, float value,
                         struct Seen *seen) {
  if (label == 0) return;
  if (seen->label != label) look(rays, label, x, y, seen);
  float *highest = rays->highest + seen->direction[lane];
  if (value > *highest) *highest = value;
}

// Pixels whose centre lies within reach of the far edge of the pixel itself: d <= reach + 1/2.
static int32_t discOffsets(int32_t width, int32_t reach, int32_t *offsets) {
  int32_t count = 0;
  for (int32_t dy = -reach; dy <= reach; dy++) {
    for (int32_t dx = -reach; dx <= reach; dx++) {
      if (4 * (dx * dx + dy * dy) <= (2 * reach + 1) * (2 * reach + 1)) offsets[count++] = dy * width + dx;
    }
  }
  return count;
}

// The lowest and the highest label in the discs of four pixels.
static inline void labelRange(const int32_t *at, const int32_t *disc, int32_t offsets, v128_t *low, v128_t *high) {
  *low = *high = wasm_v128_load(at);
  for (int32_t k = 0; k < offsets; k++) {
    v128_t label = wasm_v128_load(at + disc[k]);
    *low = wasm_i32x4_min(*low, label);
    *high = wasm_i32x4_max(*high, label);
  }
}

// A bit for each of four pixels whose disc holds a label that is neither `low` nor `high`.
static inline uint32_t holdsThird(const int32_t *at, const int32_t *disc, int32_t offsets, v128_t low, v128_t high) {
  v128_t isOneOfTwo = wasm_i32x4_splat(-1);
  for (int32_t k = 0; k < offsets; k++) {
    v128_t label = wasm_v128_load(at + disc[k]);
    v128_t isEither = wasm_v128_or(wasm_i32x4_eq(label, low), wasm_i32x4_eq(label, high));
    isOneOfTwo = wasm_v128_and(isOneOfTwo, isEither);
  }
  return ~wasm_i32x4_bitmask(isOneOfTwo) & 15;
}

// The different labels in the disc, the pixel's own first, background included as 0.
static inline int32_t labelsAround(const int32_t *at, const int32_t *disc, int32_t offsets, int32_t *near) {
  int32_t own = at[0];
  int32_t last = own;
  int32_t found = 1;
  near[0] = own;
  for (int32_t k = 0; k < offsets; k++) {
    int32_t label = at[disc[k]];
    if (label == own || label == last) continue;
    last = label;
    int32_t j = 1;
    while (j < found && near[j] != label) j++;
    if (j == found) near[found++] = label;
  }
  return found;
}

static float tenthOf(const float *highest) {
  float seen[DIRECTIONS];
  int32_t count = 0;
  for (int32_t k = 0; k < DIRECTIONS; k++) {
    float value = highest[k];
    if (value == -__builtin_inff()) continue;
    int32_t at = count++;
    while (at > 0 && seen[at - 1] > value) {
      seen[at] = seen[at - 1];
      at--;
    }
    seen[at] = value;
  }
  return 2 * count < DIRECTIONS ? __builtin_nanf("") : seen[count / 10];
}

// Looks at the pixels of `left` ... `right` - 1, `upper` ... `lower` - 1. `scratch` holds 35 words for each label and 0.
EXPORT(membraneBands)
void membraneBands(const float *image, const int32_t *nuclei, const int32_t *cells, int32_t width, int32_t height,
                   int32_t reach, int32_t left, int32_t upper, int32_t right, int32_t lower, int32_t count,
                   int32_t *scratch, double *sum, uint32_t *pixels, float *tenth) {
  int32_t disc[MOST_OFFSETS];
  int32_t near[MOST_OFFSETS];
  int32_t offsets = discOffsets(width, reach, disc);
  int32_t labels = count + 1;
  struct Rays rays = {scratch, scratch + labels, scratch + 2 * labels, (float *)(scratch + 3 * labels)};
  clear(scratch, 12 * labels);
  clear(sum, 8 * labels);
  clear(pixels, 4 * labels);
  for (int32_t k = 0; k < DIRECTIONS * labels; k++) rays.highest[k] = -__builtin_inff();
  addCentres(nuclei, width, height, &rays);
  int32_t endX = smaller(right, width - reach);
  int32_t endY = smaller(lower, height - reach);
  for (int32_t y = larger(upper, reach); y < endY; y++) {
    for (int32_t x = larger(left, reach); x < endX; x += 4) {
      int32_t i = y * width + x;
      const int32_t *at = cells + i;
      int32_t inRow = endX - x;
      uint32_t outside = wasm_i32x4_bitmask(wasm_i32x4_eq(wasm_v128_load(nuclei + i), wasm_i32x4_splat(0)));
      if (inRow < 4) outside &= (1u << inRow) - 1;
      if (!outside) continue;
      v128_t low, high;
      labelRange(at, disc, offsets, &low, &high);
      struct Seen seen[2];
      seen[0].label = seen[1].label = 0;
      uint32_t mixed = wasm_i32x4_bitmask(wasm_i32x4_ne(low, high));
      for (uint32_t lanes = outside & ~mixed; lanes; lanes &= lanes - 1) {
        int32_t lane = __builtin_ctz(lanes);
        raise(&rays, at[lane], x, y, lane, image[i + lane], seen);
      }
      mixed &= outside;
      if (!mixed) continue;
      uint32_t third = holdsThird(at, disc, offsets, low, high);
      int32_t lows[4];
      int32_t highs[4];
      wasm_v128_store(lows, low);
      wasm_v128_store(highs, high);
      for (uint32_t lanes = mixed; lanes; lanes &= lanes - 1) {
        int32_t lane = __builtin_ctz(lanes);
        int32_t found = 2;
        near[0] = lows[lane];
        near[1] = highs[lane];
        if (third >> lane & 1) found = labelsAround(at + lane, disc, offsets, near);
        for (int32_t k = 0; k < found; k++) {
          sum[near[k]] += image[i + lane];
          pixels[near[k]]++;
          raise(&rays, near[k], x, y, lane, image[i + lane], seen + (k > 0));
        }
      }
    }
  }
  for (int32_t label = 0; label <= count; label++) tenth[label] = tenthOf(rays.highest + label * DIRECTIONS);
}
