#include "kernels.h"

// As in the twin: of the values across the border the third highest counts.
#define RANK 3
#define MOST_REACH 8
#define MOST_OFFSETS 289

struct Border {
  int32_t count;
  int32_t *labels;
  int32_t *keys;
  int32_t *sorted;
};

// Whole numbers in the order of the floats (and back), -0 before 0.
static inline int32_t keyOf(float value) {
  int32_t bits;
  __builtin_memcpy(&bits, &value, 4);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

static inline float valueOf(int32_t key) {
  int32_t bits = key ^ ((key >> 31) & 0x7fffffff);
  float value;
  __builtin_memcpy(&value, &bits, 4);
  return value;
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

// A bit for each of four labelled pixels next to another label.
static inline uint32_t onBorder(const int32_t *at, int32_t width) {
  v128_t own = wasm_v128_load(at);
  v128_t beside = wasm_v128_or(wasm_i32x4_ne(own, wasm_v128_load(at - 1)), wasm_i32x4_ne(own, wasm_v128_load(at + 1)));
  v128_t upright =
      wasm_v128_or(wasm_i32x4_ne(own, wasm_v128_load(at - width)), wasm_i32x4_ne(own, wasm_v128_load(at + width)));
  v128_t isLabelled = wasm_i32x4_ne(own, wasm_i32x4_splat(0));
  return wasm_i32x4_bitmask(wasm_v128_and(isLabelled, wasm_v128_or(beside, upright)));
}

// The third highest value outside the nuclei in the discs of four pixels; where there are fewer than three the lowest.
static inline void addBorderValues(const float *image, const int32_t *nuclei, const int32_t *cells, const int32_t *disc,
                                   int32_t offsets, uint32_t lanes, struct Border *border) {
  v128_t none = wasm_f32x4_splat(-__builtin_inff());
  v128_t first = none;
  v128_t second = none;
  v128_t third = none;
  v128_t seen = wasm_i32x4_splat(0);
  for (int32_t k = 0; k < offsets; k++) {
    v128_t isOutside = wasm_i32x4_eq(wasm_v128_load(nuclei + disc[k]), wasm_i32x4_splat(0));
    v128_t value = wasm_v128_bitselect(wasm_v128_load(image + disc[k]), none, isOutside);
    v128_t rest = wasm_f32x4_pmin(first, value);
    first = wasm_f32x4_pmax(first, value);
    value = wasm_f32x4_pmin(second, rest);
    second = wasm_f32x4_pmax(second, rest);
    third = wasm_f32x4_pmax(third, value);
    seen = wasm_i32x4_sub(seen, isOutside);
  }
  v128_t lowest = wasm_v128_bitselect(second, first, wasm_i32x4_eq(seen, wasm_i32x4_splat(2)));
  v128_t ranked = wasm_v128_bitselect(third, lowest, wasm_i32x4_ge(seen, wasm_i32x4_splat(RANK)));
  float values[4];
  int32_t counts[4];
  wasm_v128_store(values, ranked);
  wasm_v128_store(counts, seen);
  for (; lanes; lanes &= lanes - 1) {
    int32_t lane = __builtin_ctz(lanes);
    if (counts[lane] == 0) continue;
    border->labels[border->count] = cells[lane];
    border->keys[border->count++] = keyOf(values[lane]);
  }
}

// The key with `rank` keys below it; moves the lowest to the front.
static int32_t ranked(int32_t *keys, int32_t count, int32_t rank) {
  for (int32_t k = 0; k <= rank; k++) {
    int32_t least = k;
    for (int32_t n = k + 1; n < count; n++) least = keys[n] < keys[least] ? n : least;
    int32_t key = keys[least];
    keys[least] = keys[k];
    keys[k] = key;
  }
  return keys[rank];
}

// Of each label's values the one with a tenth of them below it. `starts` holds count + 2 ints.
static void tenths(struct Border *border, int32_t count, int32_t *starts, float *tenth) {
  clear(starts, 4 * (count + 2));
  for (int32_t k = 0; k < border->count; k++) starts[border->labels[k] + 1]++;
  for (int32_t label = 1; label < count + 2; label++) starts[label] += starts[label - 1];
  for (int32_t k = 0; k < border->count; k++) border->sorted[starts[border->labels[k]]++] = border->keys[k];
  // Each start now stands where the next label's values begin.
  for (int32_t label = 0; label <= count; label++) {
    int32_t first = label == 0 ? 0 : starts[label - 1];
    int32_t own = starts[label] - first;
    tenth[label] = own == 0 ? __builtin_nanf("") : valueOf(ranked(border->sorted + first, own, own / 10));
  }
}

// `scratch` holds three ints a pixel and count + 2.
EXPORT(membraneBands)
void membraneBands(const float *image, const int32_t *nuclei, const int32_t *cells, int32_t width, int32_t height,
                   int32_t reach, int32_t count, int32_t *scratch, double *sum, uint32_t *pixels, float *tenth) {
  int32_t disc[MOST_OFFSETS];
  int32_t near[MOST_OFFSETS];
  int32_t offsets = discOffsets(width, reach, disc);
  int32_t room = width * height;
  struct Border border = {0, scratch, scratch + room, scratch + 2 * room};
  clear(sum, 8 * (count + 1));
  clear(pixels, 4 * (count + 1));
  for (int32_t y = reach; y < height - reach; y++) {
    int32_t end = (y + 1) * width - reach;
    for (int32_t i = y * width + reach; i < end; i += 4) {
      const int32_t *at = cells + i;
      uint32_t inRow = i + 4 <= end ? 15 : (1u << (end - i)) - 1;
      v128_t low, high;
      labelRange(at, disc, offsets, &low, &high);
      uint32_t mixed = wasm_i32x4_bitmask(wasm_i32x4_ne(low, high)) & inRow;
      if (!mixed) continue;
      uint32_t third = holdsThird(at, disc, offsets, low, high);
      v128_t isOutside = wasm_i32x4_eq(wasm_v128_load(nuclei + i), wasm_i32x4_splat(0));
      int32_t lows[4];
      int32_t highs[4];
      wasm_v128_store(lows, low);
      wasm_v128_store(highs, high);
      for (uint32_t lanes = mixed & wasm_i32x4_bitmask(isOutside); lanes; lanes &= lanes - 1) {
        int32_t lane = __builtin_ctz(lanes);
        int32_t found = 2;
        near[0] = lows[lane];
        near[1] = highs[lane];
        if (third >> lane & 1) found = labelsAround(at + lane, disc, offsets, near);
        for (int32_t k = 0; k < found; k++) {
          sum[near[k]] += image[i + lane];
          pixels[near[k]]++;
        }
      }
      uint32_t edge = mixed & onBorder(at, width);
      if (edge) addBorderValues(image + i, nuclei + i, at, disc, offsets, edge, &border);
    }
  }
  tenths(&border, count, scratch + 3 * room, tenth);
}
