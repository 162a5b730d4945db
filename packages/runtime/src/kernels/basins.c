#include "kernels.h"

static inline void takeHigher(const float *at, int32_t offset, v128_t *height, v128_t *best) {
  v128_t value = wasm_v128_load(at + offset);
  v128_t isHigher = wasm_f32x4_gt(value, *height);
  *height = wasm_v128_bitselect(value, *height, isHigher);
  *best = wasm_v128_bitselect(wasm_i32x4_splat(offset), *best, isHigher);
}

static inline int32_t highestOffset(const float *at, int32_t width) {
  const int32_t offsets[9] = {-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1};
  int32_t best = offsets[0];
  for (int32_t k = 1; k < 9; k++) {
    if (at[offsets[k]] > at[best]) best = offsets[k];
  }
  return best;
}

// Of the pixel and its eight neighbours the highest, of equals the first in memory.
static void nextUp(const float *response, int32_t width, int32_t height, int32_t *peak) {
  v128_t lanes = wasm_i32x4_make(0, 1, 2, 3);
  v128_t none = wasm_i32x4_splat(-1);
  __builtin_memset(peak, 0xff, 4 * width);
  __builtin_memset(peak + (height - 1) * width, 0xff, 4 * width);
  for (int32_t y = 1; y < height - 1; y++) {
    int32_t i = y * width;
    int32_t end = i + width - 1;
    peak[i++] = -1;
    for (; i + 4 <= end; i += 4) {
      const float *at = response + i;
      v128_t isPositive = wasm_f32x4_gt(wasm_v128_load(at), wasm_f32x4_splat(0.0f));
      if (!wasm_v128_any_true(isPositive)) {
        wasm_v128_store(peak + i, none);
        continue;
      }
      v128_t value = wasm_v128_load(at - width - 1);
      v128_t best = wasm_i32x4_splat(-width - 1);
      takeHigher(at, -width, &value, &best);
      takeHigher(at, -width + 1, &value, &best);
      takeHigher(at, -1, &value, &best);
      takeHigher(at, 0, &value, &best);
      takeHigher(at, 1, &value, &best);
      takeHigher(at, width - 1, &value, &best);
      takeHigher(at, width, &value, &best);
      takeHigher(at, width + 1, &value, &best);
      v128_t next = wasm_i32x4_add(wasm_i32x4_add(wasm_i32x4_splat(i), lanes), best);
      wasm_v128_store(peak + i, wasm_v128_bitselect(next, none, isPositive));
    }
    for (; i < end; i++) peak[i] = response[i] > 0 ? i + highestOffset(response + i, width) : -1;
    peak[end] = -1;
  }
}

#define UNKNOWN 255

// `steps` holds a byte a pixel.
EXPORT(climbToPeaks)
void climbToPeaks(const float *response, int32_t width, int32_t height, int32_t mostSteps, uint8_t *steps, int32_t *peak) {
  nextUp(response, width, height, peak);
  __builtin_memset(steps, UNKNOWN, width * height);
  for (int32_t i = 0; i < width * height; i++) {
    if (peak[i] < 0 || steps[i] != UNKNOWN) continue;
    int32_t end = i;
    int32_t left = 0;
    for (; steps[end] == UNKNOWN && peak[end] != end; end = peak[end]) left++;
    if (peak[end] == end) steps[end] = 0;
    int32_t top = peak[end];
    left += steps[end];
    for (int32_t k = i; k != end; left--) {
      int32_t next = peak[k];
      peak[k] = left > mostSteps ? -1 : top;
      steps[k] = (uint8_t)smaller(left, UNKNOWN - 1);
      k = next;
    }
  }
}

struct Basin {
  double sum;
  int32_t peak;
  int32_t count;
};

// `basinOf` holds an int a pixel, `basins` one for each basin and the first one, which stays unused.
EXPORT(keepBasins)
void keepBasins(const int32_t *peak, const float *response, const float *image, int32_t pixels, double minPeak,
                double minMean, int32_t *basinOf, struct Basin *basins, uint8_t *mask) {
  clear(basinOf, 4 * pixels);
  int32_t count = 0;
  for (int32_t i = 0; i < pixels;) {
    int32_t at = peak[i];
    if (at < 0) {
      i++;
      continue;
    }
    int32_t basin = basinOf[at];
    if (basin == 0) {
      basin = basinOf[at] = ++count;
      basins[basin] = (struct Basin){0, at, 0};
    }
    int32_t start = i;
    double sum = basins[basin].sum;
    for (; i < pixels && peak[i] == at; i++) sum += image[i];
    basins[basin].sum = sum;
    basins[basin].count += i - start;
  }
  for (int32_t k = 1; k <= count; k++) {
    struct Basin *basin = basins + k;
    int isKept = response[basin->peak] >= minPeak && basin->sum > minMean * basin->count;
    if (!isKept) basinOf[basin->peak] = 0;
  }
  for (int32_t i = 0; i < pixels;) {
    int32_t at = peak[i];
    uint8_t isKept = at >= 0 && basinOf[at] != 0;
    for (; i < pixels && peak[i] == at; i++) mask[i] = isKept;
  }
}
