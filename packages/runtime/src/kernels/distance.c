#include "kernels.h"

// As in the twin: no nucleus is thicker, in pixels.
#define MAX_DISTANCE 20

// Rows to the nearest pixel outside the mask above or below.
static void verticalDistance(const uint8_t *mask, int32_t width, int32_t height, uint8_t *out) {
  v128_t one = wasm_i8x16_splat(1);
  v128_t most = wasm_i8x16_splat(MAX_DISTANCE);
  for (int32_t x = 0; x < width; x++) out[x] = mask[x] ? MAX_DISTANCE : 0;
  for (int32_t y = 1; y < height; y++) {
    int32_t i = y * width;
    int32_t end = i + width;
    for (; i + 16 <= end; i += 16) {
      v128_t isOutside = wasm_i8x16_eq(wasm_v128_load(mask + i), wasm_i8x16_splat(0));
      v128_t away = wasm_u8x16_min(wasm_i8x16_add(wasm_v128_load(out + i - width), one), most);
      wasm_v128_store(out + i, wasm_v128_andnot(away, isOutside));
    }
    for (; i < end; i++) out[i] = mask[i] ? smaller(MAX_DISTANCE, out[i - width] + 1) : 0;
  }
  for (int32_t y = height - 2; y >= 0; y--) {
    int32_t i = y * width;
    int32_t end = i + width;
    for (; i + 16 <= end; i += 16) {
      v128_t below = wasm_i8x16_add(wasm_v128_load(out + i + width), one);
      wasm_v128_store(out + i, wasm_u8x16_min(wasm_v128_load(out + i), below));
    }
    for (; i < end; i++) out[i] = smaller(out[i], out[i + width] + 1);
  }
}

// Squared distances of 16 pixels whose vertical distances stand at `at`, with MAX_DISTANCE or more beyond the row.
static inline void nearestOf16(const uint8_t *at, int32_t *out) {
  v128_t own = wasm_v128_load(at);
  v128_t low = wasm_u16x8_extmul_low_u8x16(own, own);
  v128_t high = wasm_u16x8_extmul_high_u8x16(own, own);
  for (int32_t dx = 1; dx < MAX_DISTANCE; dx++) {
    v128_t square = wasm_i16x8_splat((int16_t)(dx * dx));
    if (!wasm_v128_any_true(wasm_u16x8_gt(wasm_u16x8_max(low, high), square))) break;
    v128_t nearer = wasm_u8x16_min(wasm_v128_load(at - dx), wasm_v128_load(at + dx));
    low = wasm_u16x8_min(low, wasm_i16x8_add(wasm_u16x8_extmul_low_u8x16(nearer, nearer), square));
    high = wasm_u16x8_min(high, wasm_i16x8_add(wasm_u16x8_extmul_high_u8x16(nearer, nearer), square));
  }
  wasm_v128_store(out, wasm_u32x4_extend_low_u16x8(low));
  wasm_v128_store(out + 4, wasm_u32x4_extend_high_u16x8(low));
  wasm_v128_store(out + 8, wasm_u32x4_extend_low_u16x8(high));
  wasm_v128_store(out + 12, wasm_u32x4_extend_high_u16x8(high));
}

// `row` holds width + 2 MAX_DISTANCE + 32 bytes.
EXPORT(squaredDistance)
void squaredDistance(const uint8_t *mask, int32_t width, int32_t height, uint8_t *rowsAway, uint8_t *row, int32_t *out) {
  verticalDistance(mask, width, height, rowsAway);
  __builtin_memset(row, MAX_DISTANCE, width + 2 * MAX_DISTANCE + 32);
  uint8_t *inner = row + MAX_DISTANCE;
  for (int32_t y = 0; y < height; y++) {
    copy(inner, rowsAway + y * width, width);
    int32_t *to = out + y * width;
    int32_t x = 0;
    for (; x + 16 <= width; x += 16) {
      if (wasm_v128_any_true(wasm_v128_load(inner + x))) nearestOf16(inner + x, to + x);
      else clear(to + x, 64);
    }
    if (x == width) continue;
    int32_t last[16];
    nearestOf16(inner + x, last);
    copy(to + x, last, 4 * (width - x));
  }
}
