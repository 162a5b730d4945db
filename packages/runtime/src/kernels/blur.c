#include "kernels.h"

#define MOST_REACH 64

// Along the rows; `row` holds width + 2 reach + 16 floats.
static void blurRows(const float *image, int32_t width, int32_t height, const float *weights, int32_t reach, float *row,
                     float *out) {
  for (int32_t y = 0; y < height; y++) {
    const float *from = image + y * width;
    float *to = out + y * width;
    for (int32_t x = 0; x < reach; x++) row[x] = from[0];
    copy(row + reach, from, 4 * width);
    for (int32_t x = 0; x < reach + 16; x++) row[reach + width + x] = from[width - 1];
    int32_t x = 0;
    for (; x + 8 <= width; x += 8) {
      const float *centre = row + reach + x;
      v128_t weight = wasm_v128_load32_splat(weights);
      v128_t low = wasm_f32x4_mul(wasm_v128_load(centre), weight);
      v128_t high = wasm_f32x4_mul(wasm_v128_load(centre + 4), weight);
      for (int32_t k = 1; k <= reach; k++) {
        weight = wasm_v128_load32_splat(weights + k);
        v128_t sides = wasm_f32x4_add(wasm_v128_load(centre - k), wasm_v128_load(centre + k));
        low = wasm_f32x4_add(low, wasm_f32x4_mul(weight, sides));
        sides = wasm_f32x4_add(wasm_v128_load(centre + 4 - k), wasm_v128_load(centre + 4 + k));
        high = wasm_f32x4_add(high, wasm_f32x4_mul(weight, sides));
      }
      wasm_v128_store(to + x, low);
      wasm_v128_store(to + x + 4, high);
    }
    for (; x < width; x++) {
      const float *centre = row + reach + x;
      float sum = centre[0] * weights[0];
      for (int32_t k = 1; k <= reach; k++) sum += weights[k] * (centre[-k] + centre[k]);
      to[x] = sum;
    }
  }
}

static void blurColumns(const float *image, int32_t width, int32_t height, const float *weights, int32_t reach,
                        float *out) {
  const float *above[MOST_REACH + 1];
  const float *below[MOST_REACH + 1];
  for (int32_t y = 0; y < height; y++) {
    for (int32_t k = 0; k <= reach; k++) {
      above[k] = image + larger(0, y - k) * width;
      below[k] = image + smaller(height - 1, y + k) * width;
    }
    float *to = out + y * width;
    int32_t x = 0;
    for (; x + 8 <= width; x += 8) {
      v128_t weight = wasm_v128_load32_splat(weights);
      v128_t low = wasm_f32x4_mul(wasm_v128_load(above[0] + x), weight);
      v128_t high = wasm_f32x4_mul(wasm_v128_load(above[0] + x + 4), weight);
      for (int32_t k = 1; k <= reach; k++) {
        weight = wasm_v128_load32_splat(weights + k);
        v128_t sides = wasm_f32x4_add(wasm_v128_load(above[k] + x), wasm_v128_load(below[k] + x));
        low = wasm_f32x4_add(low, wasm_f32x4_mul(weight, sides));
        sides = wasm_f32x4_add(wasm_v128_load(above[k] + x + 4), wasm_v128_load(below[k] + x + 4));
        high = wasm_f32x4_add(high, wasm_f32x4_mul(weight, sides));
      }
      wasm_v128_store(to + x, low);
      wasm_v128_store(to + x + 4, high);
    }
    for (; x < width; x++) {
      float sum = above[0][x] * weights[0];
      for (int32_t k = 1; k <= reach; k++) sum += weights[k] * (above[k][x] + below[k][x]);
      to[x] = sum;
    }
  }
}

// `row` holds width + 2 reach + 16 floats.
EXPORT(blur)
void blur(const float *image, int32_t width, int32_t height, const float *weights, int32_t reach, float *row,
          float *between, float *out) {
  blurRows(image, width, height, weights, reach, row, between);
  blurColumns(between, width, height, weights, reach, out);
}

static inline v128_t load(const float *at) { return wasm_v128_load(at); }

EXPORT(negativeLaplacian)
void negativeLaplacian(const float *image, int32_t width, int32_t height, float *out) {
  clear(out, 4 * width);
  clear(out + (height - 1) * width, 4 * width);
  v128_t four = wasm_f32x4_splat(4.0f);
  for (int32_t y = 1; y < height - 1; y++) {
    int32_t i = y * width;
    int32_t end = i + width - 1;
    out[i++] = 0;
    for (; i + 4 <= end; i += 4) {
      v128_t rest = wasm_f32x4_sub(wasm_f32x4_mul(four, load(image + i)), load(image + i - 1));
      rest = wasm_f32x4_sub(wasm_f32x4_sub(rest, load(image + i + 1)), load(image + i - width));
      wasm_v128_store(out + i, wasm_f32x4_sub(rest, load(image + i + width)));
    }
    for (; i < end; i++) {
      out[i] = 4.0f * image[i] - image[i - 1] - image[i + 1] - image[i - width] - image[i + width];
    }
    out[end] = 0;
  }
}
