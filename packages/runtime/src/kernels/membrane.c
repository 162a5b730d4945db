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

// A bit for each of four pixels whose square of surroundings holds another label than its own.
static inline uint32_t mixed4(const int32_t *at, int32_t width, int32_t reach) {
  v128_t own = wasm_v128_load(at);
  v128_t other = wasm_i32x4_splat(0);
  for (int32_t dy = -reach; dy <= reach; dy++) {
    for (int32_t dx = -reach; dx <= reach; dx++) {
      other = wasm_v128_or(other, wasm_v128_xor(own, wasm_v128_load(at + dy * width + dx)));
    }
  }
  return wasm_i32x4_bitmask(wasm_i32x4_ne(other, wasm_i32x4_splat(0)));
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

static inline int isOnBorder(const int32_t *at, int32_t width) {
  return at[-1] != at[0] || at[1] != at[0] || at[-width] != at[0] || at[width] != at[0];
}

static inline void addBorderValue(const float *image, const int32_t *nuclei, const int32_t *disc, int32_t offsets,
                                  int32_t label, struct Border *border) {
  float first = -__builtin_inff();
  float second = first;
  float third = first;
  int32_t seen = 0;
  for (int32_t k = 0; k < offsets; k++) {
    if (nuclei[disc[k]] != 0) continue;
    float value = image[disc[k]];
    seen++;
    if (value > first) {
      third = second;
      second = first;
      first = value;
    } else if (value > second) {
      third = second;
      second = value;
    } else if (value > third) third = value;
  }
  if (seen == 0) return;
  border->labels[border->count] = label;
  border->keys[border->count++] = keyOf(seen >= RANK ? third : seen == 2 ? second : first);
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
      uint32_t lanes = reach == 2 ? mixed4(cells + i, width, 2) : mixed4(cells + i, width, reach);
      for (; lanes; lanes &= lanes - 1) {
        int32_t n = i + __builtin_ctz(lanes);
        if (n >= end) break;
        int32_t found = labelsAround(cells + n, disc, offsets, near);
        if (found < 2) continue;
        if (nuclei[n] == 0) {
          for (int32_t k = 0; k < found; k++) {
            sum[near[k]] += image[n];
            pixels[near[k]]++;
          }
        }
        if (cells[n] != 0 && isOnBorder(cells + n, width)) {
          addBorderValue(image + n, nuclei + n, disc, offsets, cells[n], &border);
        }
      }
    }
  }
  tenths(&border, count, scratch + 3 * room, tenth);
}
