#include "runs.h"

static inline v128_t labelsAt(const int32_t *at) { return wasm_v128_load(at); }

static inline v128_t isZero(const uint8_t *at) { return wasm_i8x16_eq(wasm_v128_load(at), wasm_i8x16_splat(0)); }

static inline v128_t isPositive4(const float *at) {
  return wasm_f32x4_gt(wasm_v128_load(at), wasm_f32x4_splat(0.0f));
}

// 255 for each of sixteen values above 0.
static inline v128_t isPositive16(const float *at) {
  v128_t low = wasm_i16x8_narrow_i32x4(isPositive4(at), isPositive4(at + 4));
  v128_t high = wasm_i16x8_narrow_i32x4(isPositive4(at + 8), isPositive4(at + 12));
  return wasm_i8x16_narrow_i16x8(low, high);
}

EXPORT(refineMask)
void refineMask(const uint8_t *mask, const float *fine, int32_t width, int32_t height, uint8_t *out) {
  v128_t one = wasm_i8x16_splat(1);
  clear(out, width);
  for (int32_t y = 1; y < height - 1; y++) {
    int32_t i = y * width;
    int32_t end = i + width - 1;
    out[i++] = 0;
    for (; i + 16 <= end; i += 16) {
      const uint8_t *at = mask + i;
      v128_t missing = wasm_v128_or(wasm_v128_or(isZero(at - width - 1), isZero(at - width)), isZero(at - width + 1));
      missing = wasm_v128_or(missing, wasm_v128_or(isZero(at - 1), isZero(at + 1)));
      missing = wasm_v128_or(missing, wasm_v128_or(isZero(at + width - 1), isZero(at + width)));
      missing = wasm_v128_or(missing, isZero(at + width + 1));
      v128_t isKept = wasm_v128_or(wasm_v128_not(missing), isPositive16(fine + i));
      wasm_v128_store(out + i, wasm_v128_and(one, wasm_v128_andnot(isKept, isZero(at))));
    }
    for (; i < end; i++) {
      const uint8_t *at = mask + i;
      int isFilled = at[-width - 1] && at[-width] && at[-width + 1] && at[-1] && at[1] && at[width - 1] && at[width] &&
                     at[width + 1];
      out[i] = at[0] && (fine[i] > 0 || isFilled);
    }
    out[end] = 0;
  }
  clear(out + (height - 1) * width, width);
}

static int32_t majority(const int32_t *at, int32_t width) {
  const int32_t offsets[8] = {-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1};
  for (int32_t k = 0; k < 4; k++) {
    int32_t candidate = at[offsets[k]];
    if (candidate == 0) continue;
    int32_t count = 0;
    for (int32_t n = 0; n < 8; n++) count += at[offsets[n]] == candidate;
    if (count >= 5) return candidate;
  }
  return 0;
}

EXPORT(fillNotches)
void fillNotches(const int32_t *labels, int32_t width, int32_t height, int32_t *out) {
  copy(out, labels, 4 * width * height);
  v128_t zero = wasm_i32x4_splat(0);
  for (int32_t y = 1; y < height - 1; y++) {
    int32_t i = y * width + 1;
    int32_t end = (y + 1) * width - 1;
    for (; i < end; i += 4) {
      const int32_t *at = labels + i;
      v128_t cross = wasm_v128_or(wasm_v128_or(labelsAt(at - 1), labelsAt(at + 1)),
                                  wasm_v128_or(labelsAt(at - width), labelsAt(at + width)));
      v128_t maybe = wasm_i32x4_ne(cross, zero);
      uint32_t lanes = wasm_i32x4_bitmask(wasm_v128_and(maybe, wasm_i32x4_eq(labelsAt(at), zero)));
      for (; lanes; lanes &= lanes - 1) {
        int32_t n = i + __builtin_ctz(lanes);
        if (n >= end) break;
        int32_t part = majority(labels + n, width);
        if (part != 0) out[n] = part;
      }
    }
  }
}

// The first x from `x` on with a label, or `end`.
static inline int32_t seekLabel(const int32_t *row, int32_t x, int32_t end) {
  while (x + 8 <= end && !wasm_v128_any_true(wasm_v128_or(labelsAt(row + x), labelsAt(row + x + 4)))) x += 8;
  while (x < end && row[x] == 0) x++;
  return x;
}

static inline int32_t endOfRun(const int32_t *row, int32_t x, int32_t end) {
  int32_t label = row[x];
  while (x < end && row[x] == label) x++;
  return x;
}

// `runs` holds one a pixel at most. Returns how many pieces there are.
EXPORT(relabel)
int32_t relabel(const int32_t *parts, int32_t width, int32_t height, struct Run *runs, int32_t *out) {
  int32_t count = 0;
  int32_t above = 0;
  int32_t aboveEnd = 0;
  for (int32_t y = 0; y < height; y++) {
    int32_t first = count;
    int32_t rowEnd = (y + 1) * width;
    for (int32_t i = seekLabel(parts, y * width, rowEnd); i < rowEnd; i = seekLabel(parts, i, rowEnd)) {
      int32_t end = endOfRun(parts, i, rowEnd);
      runs[count] = (struct Run){i, end, count, 0};
      while (above < aboveEnd && runs[above].end + width <= i) above++;
      for (int32_t k = above; k < aboveEnd && runs[k].start + width < end; k++) {
        if (parts[runs[k].start] == parts[i]) join(runs, k, count);
      }
      count++;
      i = end;
    }
    above = first;
    aboveEnd = count;
  }
  clear(out, 4 * width * height);
  int32_t pieces = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t root = rootOf(runs, k);
    if (root == k) runs[k].value = ++pieces;
    for (int32_t i = runs[k].start; i < runs[k].end; i++) out[i] = runs[root].value;
  }
  return pieces;
}

// `sizes` holds one more than the largest label.
EXPORT(areas)
void areas(const int32_t *labels, int32_t pixels, int32_t count, uint32_t *sizes) {
  clear(sizes, 4 * (count + 1));
  int32_t labelled = 0;
  for (int32_t i = seekLabel(labels, 0, pixels); i < pixels; i = seekLabel(labels, i, pixels)) {
    int32_t end = endOfRun(labels, i, pixels);
    sizes[labels[i]] += end - i;
    labelled += end - i;
    i = end;
  }
  sizes[0] = pixels - labelled;
}

// What is known of each label after one pass: pixels, index of the first of them, sums of x + 0.5 and y + 0.5 (whole
// numbers and halves, so that the order of the additions cannot show), most of columns and rows, and of up to three images
// the sum in memory order. `left` holds the first column while it goes; `spans` the larger of columns and rows at the end.
EXPORT(measureLabels)
void measureLabels(const int32_t *labels, int32_t width, int32_t height, int32_t count, const float *const *images,
                   int32_t imageCount, uint32_t *areas, int32_t *first, int32_t *left, int32_t *right, int32_t *spans,
                   double *x, double *y, double *const *sums) {
  clear(areas, 4 * (count + 1));
  __builtin_memset(first, 0xff, 4 * (count + 1));
  clear(x, 8 * (count + 1));
  clear(y, 8 * (count + 1));
  clear(right, 4 * (count + 1));
  clear(spans, 4 * (count + 1));
  for (int32_t k = 0; k <= count; k++) left[k] = width;
  for (int32_t k = 0; k < imageCount; k++) clear(sums[k], 8 * (count + 1));
  for (int32_t row = 0; row < height; row++) {
    const int32_t *at = labels + row * width;
    for (int32_t start = seekLabel(at, 0, width); start < width;) {
      int32_t end = endOfRun(at, start, width);
      int32_t label = at[start];
      double length = end - start;
      areas[label] += end - start;
      if (first[label] == -1) first[label] = row * width + start;
      left[label] = smaller(left[label], start);
      right[label] = larger(right[label], end);
      spans[label] = row + 1;
      x[label] += 0.5 * length * (start + end);
      y[label] += length * (row + 0.5);
      for (int32_t k = 0; k < imageCount; k++) {
        const float *image = images[k] + row * width;
        double sum = sums[k][label];
        for (int32_t i = start; i < end; i++) sum += image[i];
        sums[k][label] = sum;
      }
      start = end < width && at[end] != 0 ? end : seekLabel(at, end, width);
    }
  }
  for (int32_t k = 0; k <= count; k++) {
    if (first[k] == -1) continue;
    spans[k] = larger(right[k] - left[k], spans[k] - first[k] / width);
  }
}

struct RingPixel {
  int32_t label;
  float value;
};

// Means of the image on the ring of `grown` around each label, and on its pixels that reach this mean; 0 without a ring.
// `ring` holds one a pixel, `counts` count + 1.
EXPORT(ringMeans)
void ringMeans(const float *image, const int32_t *labels, const int32_t *grown, int32_t pixels, int32_t count,
               struct RingPixel *ring, uint32_t *counts, double *whole, double *darker) {
  clear(whole, 8 * (count + 1));
  clear(darker, 8 * (count + 1));
  clear(counts, 4 * (count + 1));
  int32_t found = 0;
  for (int32_t i = seekLabel(grown, 0, pixels); i < pixels; i++) {
    if (grown[i] == 0) {
      i = seekLabel(grown, i, pixels) - 1;
      continue;
    }
    if (labels[i] != 0) continue;
    ring[found++] = (struct RingPixel){grown[i], image[i]};
    whole[grown[i]] += image[i];
    counts[grown[i]]++;
  }
  for (int32_t label = 1; label <= count; label++) {
    if (counts[label] > 0) whole[label] /= counts[label];
  }
  clear(counts, 4 * (count + 1));
  for (int32_t k = 0; k < found; k++) {
    if (ring[k].value < whole[ring[k].label]) continue;
    darker[ring[k].label] += ring[k].value;
    counts[ring[k].label]++;
  }
  for (int32_t label = 1; label <= count; label++) {
    if (counts[label] > 0) darker[label] /= counts[label];
  }
}

// `renumbered` holds the new number of each label, 0 for those that go.
EXPORT(renumber)
void renumber(int32_t *labels, int32_t pixels, const int32_t *renumbered) {
  for (int32_t i = seekLabel(labels, 0, pixels); i < pixels; i = seekLabel(labels, i, pixels)) {
    int32_t label = labels[i];
    int32_t number = renumbered[label];
    for (; i < pixels && labels[i] == label; i++) labels[i] = number;
  }
}
