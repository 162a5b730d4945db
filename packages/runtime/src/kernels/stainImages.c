#include "kernels.h"

// Tables hold four floats a byte of each channel (haematoxylin, DAB, OD sum, 0), red first.
static inline v128_t stainsOf(const uint8_t *rgb, const float *tables) {
  v128_t red = wasm_v128_load(tables + 4 * rgb[0]);
  v128_t green = wasm_v128_load(tables + 4 * (256 + rgb[1]));
  v128_t blue = wasm_v128_load(tables + 4 * (512 + rgb[2]));
  return wasm_f32x4_add(wasm_f32x4_add(red, green), blue);
}

EXPORT(stainImages)
void stainImages(const uint8_t *rgb, int32_t pixels, const float *tables, float *haematoxylin, float *dab, float *odSum,
                 float *nuclear) {
  int32_t i = 0;
  for (; i + 4 <= pixels; i += 4, rgb += 12) {
    v128_t a = stainsOf(rgb, tables);
    v128_t b = stainsOf(rgb + 3, tables);
    v128_t c = stainsOf(rgb + 6, tables);
    v128_t d = stainsOf(rgb + 9, tables);
    v128_t ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5);
    v128_t cd = wasm_i32x4_shuffle(c, d, 0, 4, 1, 5);
    v128_t h = wasm_i64x2_shuffle(ab, cd, 0, 2);
    v128_t brown = wasm_i64x2_shuffle(ab, cd, 1, 3);
    v128_t sum = wasm_i64x2_shuffle(wasm_i32x4_shuffle(a, b, 2, 6, 3, 7), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7), 0, 2);
    wasm_v128_store(haematoxylin + i, h);
    wasm_v128_store(dab + i, brown);
    wasm_v128_store(odSum + i, sum);
    wasm_v128_store(nuclear + i, wasm_f32x4_pmax(brown, h));
  }
  for (; i < pixels; i++, rgb += 3) {
    v128_t one = stainsOf(rgb, tables);
    float h = wasm_f32x4_extract_lane(one, 0);
    float d = wasm_f32x4_extract_lane(one, 1);
    haematoxylin[i] = h;
    dab[i] = d;
    odSum[i] = wasm_f32x4_extract_lane(one, 2);
    nuclear[i] = h > d ? h : d;
  }
}
