#include "kernels.h"

#define MOST_REACH 64

// One row blurred along itself; `row` holds width + 2 reach + 16 floats.
static void blurRow(const float *from, int32_t width, const float *weights, int32_t reach, float *row, float *to) {
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

// One row blurred across the rows above and below it, its own first.
static void blurColumn(const float *const *above, const float *const *below, int32_t width, const float *weights,
                       int32_t reach, float *to) {
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

// Four times the middle row less its neighbours; the first and the last pixel are 0.
static void laplacianRow(const float *above, const float *row, const float *below, int32_t width, float *to) {
  v128_t four = wasm_f32x4_splat(4.0f);
  int32_t x = 1;
  to[0] = 0;
  for (; x + 4 <= width - 1; x += 4) {
    v128_t rest = wasm_f32x4_sub(wasm_f32x4_mul(four, wasm_v128_load(row + x)), wasm_v128_load(row + x - 1));
    rest = wasm_f32x4_sub(wasm_f32x4_sub(rest, wasm_v128_load(row + x + 1)), wasm_v128_load(above + x));
    wasm_v128_store(to + x, wasm_f32x4_sub(rest, wasm_v128_load(below + x)));
  }
  for (; x < width - 1; x++) to[x] = 4.0f * row[x] - row[x - 1] - row[x + 1] - above[x] - below[x];
  to[width - 1] = 0;
}

struct RowRing {
  float *rows;
  int32_t stride;
  int32_t count;
};

static inline float *rowOf(const struct RowRing *ring, int32_t y) { return ring->rows + (y % ring->count) * ring->stride; }

// The blurred image never exists as a whole: a ring of rows blurred along themselves, and three blurred both ways.
// `scratch` holds (2 reach + 5) (width + 16) + 2 reach + 16 floats.
EXPORT(laplacianOfBlur)
void laplacianOfBlur(const float *image, int32_t width, int32_t height, const float *weights, int32_t reach,
                     float *scratch, float *out) {
  const float *above[MOST_REACH + 1];
  const float *below[MOST_REACH + 1];
  int32_t stride = (width + 7) & ~3;
  struct RowRing along = {scratch, stride, 2 * reach + 1};
  struct RowRing both = {scratch + along.count * stride, stride, 3};
  float *row = both.rows + 3 * stride;
  int32_t done = 0;
  clear(out, 4 * width);
  clear(out + (height - 1) * width, 4 * width);
  for (int32_t y = 0; y < height; y++) {
    for (; done < height && done <= y + reach; done++) {
      blurRow(image + done * width, width, weights, reach, row, rowOf(&along, done));
    }
    for (int32_t k = 0; k <= reach; k++) {
      above[k] = rowOf(&along, larger(0, y - k));
      below[k] = rowOf(&along, smaller(height - 1, y + k));
    }
    blurColumn(above, below, width, weights, reach, rowOf(&both, y));
    if (y < 2) continue;
    laplacianRow(rowOf(&both, y - 2), rowOf(&both, y - 1), rowOf(&both, y), width, out + (y - 1) * width);
  }
}
