#include "kernels.h"

// A row of the patch at the working columns, in 1/256 grey levels. `weights` holds eight numbers a column: the weight of
// the pixel before for red, green, blue, then of the pixel after. Reads two bytes behind a pixel pair, writes one number
// behind the row.
static void sampleRow(const uint8_t *row, const int32_t *first, const uint16_t *weights, int32_t columns,
                      uint16_t *out) {
  for (int32_t x = 0; x < columns; x++, out += 3) {
    v128_t pair = wasm_u16x8_load8x8(row + 3 * first[x]);
    v128_t weighted = wasm_i16x8_mul(pair, wasm_v128_load(weights + 8 * x));
    v128_t after = wasm_i16x8_shuffle(weighted, weighted, 3, 4, 5, 0, 0, 0, 0, 0);
    wasm_v128_store64_lane(out, wasm_i16x8_add(weighted, after), 0);
  }
}

// Four grey levels, rounded: the numbers of two sampled rows by weights that sum to 256.
static inline v128_t mixed(v128_t upper, v128_t lower) {
  return wasm_u32x4_shr(wasm_i32x4_add(wasm_i32x4_add(upper, lower), wasm_i32x4_const_splat(32768)), 16);
}

static void blendRows(const uint16_t *upper, const uint16_t *lower, int32_t weight, int32_t length, uint8_t *out) {
  v128_t own = wasm_i16x8_splat((int16_t)(256 - weight));
  v128_t next = wasm_i16x8_splat((int16_t)weight);
  int32_t k = 0;
  for (; k + 8 <= length; k += 8) {
    v128_t a = wasm_v128_load(upper + k);
    v128_t b = wasm_v128_load(lower + k);
    v128_t low = mixed(wasm_u32x4_extmul_low_u16x8(a, own), wasm_u32x4_extmul_low_u16x8(b, next));
    v128_t high = mixed(wasm_u32x4_extmul_high_u16x8(a, own), wasm_u32x4_extmul_high_u16x8(b, next));
    v128_t words = wasm_i16x8_narrow_i32x4(low, high);
    wasm_v128_store64_lane(out + k, wasm_u8x16_narrow_i16x8(words, words), 0);
  }
  for (; k < length; k++) out[k] = (uint8_t)((upper[k] * (256 - weight) + lower[k] * weight + 32768) >> 16);
}

// `sampled` holds two rows of 3 * columns + 8 numbers: each row of the patch is sampled once for the rows it serves.
EXPORT(resampleRgb)
void resampleRgb(const uint8_t *patch, int32_t patchWidth, const int32_t *firstColumn, const uint16_t *weights,
                 int32_t columns, const int32_t *firstRow, const int32_t *rowWeight, int32_t rows, uint16_t *sampled,
                 uint8_t *out) {
  int32_t held[2] = {-1, -1};
  int32_t length = 3 * columns;
  for (int32_t y = 0; y < rows; y++, out += length) {
    int32_t last = firstRow[y] + (rowWeight[y] > 0);
    for (int32_t row = firstRow[y]; row <= last; row++) {
      if (held[row & 1] == row) continue;
      sampleRow(patch + 3 * patchWidth * row, firstColumn, weights, columns, sampled + (row & 1) * (length + 8));
      held[row & 1] = row;
    }
    blendRows(sampled + (firstRow[y] & 1) * (length + 8), sampled + (last & 1) * (length + 8), rowWeight[y], length, out);
  }
}
