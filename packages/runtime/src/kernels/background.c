#include "kernels.h"

#define STEPS_PER_OD 8192.0f
#define MOST_STEPS 32767
// The window lengths 1, 2, 4, ... 64 of a row; discs up to a radius of 63.
#define WINDOWS 7

// Whole steps of 1 / 8192 OD, towards zero, cut off at +-MOST_STEPS.
static void inSteps(const float *image, int32_t pixels, int16_t *steps) {
  v128_t scale = wasm_f32x4_splat(STEPS_PER_OD);
  v128_t least = wasm_i16x8_splat(-MOST_STEPS);
  int32_t i = 0;
  for (; i + 8 <= pixels; i += 8) {
    v128_t low = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_mul(wasm_v128_load(image + i), scale));
    v128_t high = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_mul(wasm_v128_load(image + i + 4), scale));
    wasm_v128_store(steps + i, wasm_i16x8_max(wasm_i16x8_narrow_i32x4(low, high), least));
  }
  for (; i < pixels; i++) {
    float value = __builtin_truncf(image[i] * STEPS_PER_OD);
    steps[i] = value > MOST_STEPS ? MOST_STEPS : value < -MOST_STEPS ? -MOST_STEPS : (int16_t)value;
  }
}

static inline v128_t extreme(v128_t a, v128_t b, int maximum) {
  return maximum ? wasm_i16x8_max(a, b) : wasm_i16x8_min(a, b);
}

static void fill(int16_t *row, int32_t length, int16_t value) {
  v128_t eight = wasm_i16x8_splat(value);
  for (int32_t x = 0; x < length; x += 8) wasm_v128_store(row + x, eight);
}

// Row windows of doubling length over a padded row: windows[k][x] is the extreme over x ... x + 2^k - 1.
static inline void rowWindows(int16_t *const *windows, int32_t length, int32_t levels, int maximum) {
  for (int32_t k = 1; k < levels; k++) {
    const int16_t *from = windows[k - 1];
    int16_t *to = windows[k];
    int32_t by = 1 << (k - 1);
    for (int32_t x = 0; x < length; x += 8) {
      wasm_v128_store(to + x, extreme(wasm_v128_load(from + x), wasm_v128_load(from + x + by), maximum));
    }
  }
}

// A disc's different chords, widest first: half width and the last row (from the centre) that has it.
struct Disc {
  int32_t chords;
  int32_t reach[64];
  int32_t last[64];
};

static struct Disc discOf(int32_t radius) {
  struct Disc disc;
  disc.chords = 0;
  for (int32_t dy = 0; dy <= radius; dy++) {
    int32_t square = radius * radius + 1 - dy * dy;
    int32_t reach = 0;
    while ((reach + 1) * (reach + 1) <= square) reach++;
    if (disc.chords == 0 || disc.reach[disc.chords - 1] != reach) disc.reach[disc.chords++] = reach;
    disc.last[disc.chords - 1] = dy;
  }
  return disc;
}

static inline int32_t powerBelow(int32_t length) { return 31 - __builtin_clz((uint32_t)length); }

// The rows of a padded image pass by one after the other; of each, the extreme over every chord is taken once and put
// into a ring of 2 radius + 1 rows a chord. An output row is the extreme of the chord rows around it.
static inline void discExtreme(const int16_t *image, int32_t width, int32_t height, int32_t radius, int16_t *scratch,
                               int16_t *out, int maximum) {
  struct Disc disc = discOf(radius);
  int16_t outside = maximum ? -32768 : 32767;
  int32_t stride = (width + 7) & ~7;
  int32_t padded = stride + 2 * radius + 8;
  padded = (padded + 7) & ~7;
  int32_t ring = 2 * radius + 1;
  int32_t levels = powerBelow(2 * disc.reach[0] + 1) + 1;
  int16_t *windows[WINDOWS];
  for (int32_t k = 0; k < WINDOWS; k++) windows[k] = scratch + k * (padded + 64);
  int16_t *rings = scratch + WINDOWS * (padded + 64);
  for (int32_t k = 0; k < WINDOWS; k++) fill(windows[k], padded + 64, outside);
  for (int32_t c = 0; c < disc.chords; c++) fill(rings + c * ring * stride, ring * stride, outside);
  for (int32_t y = 0; y < height + radius; y++) {
    int32_t slot = y % ring;
    if (y < height) {
      copy(windows[0] + radius, image + y * width, 2 * width);
      rowWindows(windows, padded, levels, maximum);
    }
    for (int32_t c = 0; c < disc.chords; c++) {
      int16_t *row = rings + (c * ring + slot) * stride;
      if (y >= height) {
        fill(row, stride, outside);
        continue;
      }
      int32_t k = powerBelow(2 * disc.reach[c] + 1);
      const int16_t *first = windows[k] + radius - disc.reach[c];
      const int16_t *second = windows[k] + radius + disc.reach[c] + 1 - (1 << k);
      for (int32_t x = 0; x < stride; x += 8) {
        wasm_v128_store(row + x, extreme(wasm_v128_load(first + x), wasm_v128_load(second + x), maximum));
      }
    }
    int32_t centre = y - radius;
    if (centre < 0) continue;
    const int16_t *rows[129];
    int32_t count = 0;
    for (int32_t c = 0, dy = 0; c < disc.chords; c++) {
      for (; dy <= disc.last[c]; dy++) {
        rows[count++] = rings + (c * ring + (centre + dy) % ring) * stride;
        if (dy > 0) rows[count++] = rings + (c * ring + (centre - dy + ring) % ring) * stride;
      }
    }
    int16_t *to = out + centre * width;
    for (int32_t x = 0; x < stride; x += 16) {
      v128_t low = wasm_v128_load(rows[0] + x);
      v128_t high = wasm_v128_load(rows[0] + x + 8);
      for (int32_t k = 1; k < count; k++) {
        low = extreme(low, wasm_v128_load(rows[k] + x), maximum);
        high = extreme(high, wasm_v128_load(rows[k] + x + 8), maximum);
      }
      if (x + 16 <= width) {
        wasm_v128_store(to + x, low);
        wasm_v128_store(to + x + 8, high);
      } else {
        int16_t last[16];
        wasm_v128_store(last, low);
        wasm_v128_store(last + 8, high);
        for (int32_t k = 0; x + k < width; k++) to[x + k] = last[k];
      }
    }
  }
}

// Bytes of scratch: two images of 16 bits, the row windows and the rings.
EXPORT(subtractBackgroundScratch)
int32_t subtractBackgroundScratch(int32_t width, int32_t height, int32_t radius) {
  int32_t stride = (width + 7) & ~7;
  int32_t pixels = (width * height + 15) & ~15;
  int32_t chords = discOf(radius).chords;
  return 2 * (2 * pixels + WINDOWS * (stride + 2 * radius + 80) + (chords * (2 * radius + 1) + 1) * stride + 64);
}

EXPORT(subtractBackground)
void subtractBackground(const float *image, int32_t width, int32_t height, int32_t radius, int16_t *scratch, float *out) {
  int32_t pixels = width * height;
  int32_t room = (pixels + 15) & ~15;
  int16_t *steps = scratch;
  int16_t *eroded = scratch + room;
  int16_t *rest = scratch + 2 * room;
  inSteps(image, pixels, steps);
  discExtreme(steps, width, height, radius, rest, eroded, 0);
  discExtreme(eroded, width, height, radius, rest, steps, 1);
  v128_t od = wasm_f32x4_splat(1.0f / STEPS_PER_OD);
  int32_t i = 0;
  for (; i + 8 <= pixels; i += 8) {
    v128_t opened = wasm_v128_load(steps + i);
    v128_t low = wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_low_i16x8(opened)), od);
    v128_t high = wasm_f32x4_mul(wasm_f32x4_convert_i32x4(wasm_i32x4_extend_high_i16x8(opened)), od);
    wasm_v128_store(out + i, wasm_f32x4_sub(wasm_v128_load(image + i), low));
    wasm_v128_store(out + i + 4, wasm_f32x4_sub(wasm_v128_load(image + i + 4), high));
  }
  for (; i < pixels; i++) out[i] = image[i] - (float)steps[i] * (1.0f / STEPS_PER_OD);
}
