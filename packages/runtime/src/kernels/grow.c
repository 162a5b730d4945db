#include "kernels.h"

#define ROW_BITS 24
#define NO_LABEL 0x7f000000u

// A key orders candidates: the distance in its upper bits, the label in the lower. Of two keys the smaller is nearer, and
// of equally near ones the smaller label.

// For each pixel the nearest label above or below within reach: rows away << ROW_BITS | label.
static void columnKeys(const int32_t *labels, int32_t width, int32_t height, int32_t reach, uint32_t *keys) {
  v128_t row = wasm_i32x4_splat(1 << ROW_BITS);
  v128_t beyond = wasm_i32x4_splat((int32_t)((uint32_t)(reach + 1) << ROW_BITS));
  v128_t none = wasm_i32x4_splat((int32_t)NO_LABEL);
  v128_t zero = wasm_i32x4_splat(0);
  for (int32_t y = 0; y < height; y++) {
    for (int32_t i = y * width, end = i + width; i < end; i += 4) {
      if (i + 4 > end) i = larger(end - 4, y * width);
      v128_t label = wasm_v128_load(labels + i);
      v128_t key = none;
      if (y > 0) {
        v128_t above = wasm_i32x4_add(wasm_v128_load(keys + i - width), row);
        key = wasm_v128_bitselect(above, none, wasm_u32x4_lt(above, beyond));
      }
      wasm_v128_store(keys + i, wasm_v128_bitselect(key, label, wasm_i32x4_eq(label, zero)));
    }
  }
  for (int32_t y = height - 2; y >= 0; y--) {
    for (int32_t i = y * width, end = i + width; i < end; i += 4) {
      if (i + 4 > end) i = larger(end - 4, y * width);
      v128_t below = wasm_i32x4_add(wasm_v128_load(keys + i + width), row);
      below = wasm_v128_bitselect(below, none, wasm_u32x4_lt(below, beyond));
      wasm_v128_store(keys + i, wasm_u32x4_min(wasm_v128_load(keys + i), below));
    }
  }
}

// Rows too short for a vector: every label within reach is looked at.
static void growNarrow(const int32_t *labels, int32_t width, int32_t height, int32_t reach, int32_t *out) {
  for (int32_t i = 0; i < width * height; i++) {
    int32_t nearest = reach * reach + 1;
    out[i] = 0;
    for (int32_t n = 0; n < width * height; n++) {
      int32_t dx = n % width - i % width;
      int32_t dy = n / width - i / width;
      int32_t squared = dx * dx + dy * dy;
      if (labels[n] == 0 || squared > nearest || squared > reach * reach) continue;
      if (squared < nearest || labels[n] < out[i]) out[i] = labels[n];
      nearest = squared;
    }
  }
}

// `keys` holds an int a pixel, `row` width + 2 reach + 8 ints. Returns 0 where a label is
// too large for the reach.
EXPORT(growLabels)
int32_t growLabels(const int32_t *labels, int32_t width, int32_t height, int32_t reach, uint32_t *keys, uint32_t *row,
                   int32_t *out) {
  if (width < 4) {
    growNarrow(labels, width, height, reach, out);
    return 1;
  }
  columnKeys(labels, width, height, reach, keys);
  int32_t limit = reach * reach;
  int32_t labelBits = __builtin_clz((uint32_t)(2 * limit + 1));
  uint32_t labelMask = (1u << labelBits) - 1;
  uint32_t none = (uint32_t)(limit + 1) << labelBits;
  uint32_t largest = 0;
  for (int32_t x = 0; x < width + 2 * reach + 8; x++) row[x] = none;
  for (int32_t y = 0; y < height; y++) {
    const uint32_t *from = keys + y * width;
    for (int32_t x = 0; x < width; x++) {
      uint32_t away = from[x] >> ROW_BITS;
      uint32_t label = from[x] & ((1u << ROW_BITS) - 1);
      if (label > largest) largest = label;
      row[reach + x] = from[x] == NO_LABEL ? none : ((away * away) << labelBits) | label;
    }
    const int32_t *own = labels + y * width;
    int32_t *to = out + y * width;
    for (int32_t x = 0; x < width; x += 4) {
      if (x + 4 > width) x = width - 4;
      v128_t label = wasm_v128_load(own + x);
      if (wasm_i32x4_all_true(label)) {
        wasm_v128_store(to + x, label);
        continue;
      }
      const uint32_t *centre = row + reach + x;
      v128_t best = wasm_v128_load(centre);
      for (int32_t dx = 1; dx <= reach; dx++) {
        v128_t nearer = wasm_u32x4_min(wasm_v128_load(centre - dx), wasm_v128_load(centre + dx));
        v128_t square = wasm_i32x4_splat((dx * dx) << labelBits);
        best = wasm_u32x4_min(best, wasm_i32x4_add(nearer, square));
      }
      v128_t isNear = wasm_u32x4_lt(best, wasm_i32x4_splat((int32_t)none));
      wasm_v128_store(to + x, wasm_v128_and(isNear, wasm_v128_and(best, wasm_i32x4_splat((int32_t)labelMask))));
    }
  }
  return largest <= labelMask;
}
