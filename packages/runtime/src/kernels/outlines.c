#include "hull.h"

// As in the twin, where each step is explained.
#define MOST_VERTICES 16
#define TOLERANCE 0.3
#define MOST_SCALING 1.1

struct Raster {
  const int32_t *labels;
  int32_t width;
  int32_t height;
};

static const int32_t STEP_X[4] = {1, 0, -1, 0};
static const int32_t STEP_Y[4] = {0, 1, 0, -1};

// Whether the pixel ahead on the right of a corner has the label.
static inline int hasRight(const struct Raster *raster, int32_t label, int32_t x, int32_t y, int32_t direction) {
  int32_t column = x - (direction == 1 || direction == 2);
  int32_t row = y - (direction >= 2);
  return (uint32_t)column < (uint32_t)raster->width && (uint32_t)row < (uint32_t)raster->height &&
         raster->labels[row * raster->width + column] == label;
}

// Directions of the pixel edges around the label, clockwise from its upper edge at (x, y). Returns how many.
static int32_t walk(const struct Raster *raster, int32_t x, int32_t y, uint8_t *steps) {
  int32_t label = raster->labels[y * raster->width + x];
  int32_t cornerX = x;
  int32_t cornerY = y;
  int32_t direction = 0;
  int32_t count = 0;
  do {
    steps[count++] = (uint8_t)direction;
    cornerX += STEP_X[direction];
    cornerY += STEP_Y[direction];
    int32_t left = (direction + 3) & 3;
    if (!hasRight(raster, label, cornerX, cornerY, direction)) direction = (direction + 1) & 3;
    else if (hasRight(raster, label, cornerX, cornerY, left)) direction = left;
  } while (cornerX != x || cornerY != y || direction != 0);
  return count;
}

static void trace(const uint8_t *steps, int32_t count, struct Ring *ring) {
  int32_t x = 0;
  int32_t y = 0;
  int32_t before = steps[count - 1];
  int32_t points = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t step = steps[k];
    int32_t after = steps[k + 1 < count ? k + 1 : 0];
    ring->x[points] = x + STEP_X[step];
    ring->y[points] = y + STEP_Y[step];
    points += before != step || after != step;
    x += 2 * STEP_X[step];
    y += 2 * STEP_Y[step];
    before = step;
  }
  ring->points = points;
}

struct Split {
  int32_t point;
  double squared;
};

static int32_t farthestFromFirst(const struct Ring *ring) {
  int32_t far = 0;
  int32_t largest = -1;
  for (int32_t p = 0; p < ring->points; p++) {
    int32_t dx = ring->x[p] - ring->x[0];
    int32_t dy = ring->y[p] - ring->y[0];
    if (dx * dx + dy * dy > largest) {
      largest = dx * dx + dy * dy;
      far = p;
    }
  }
  return far;
}

// Of four candidates the largest, of equals the first point.
static inline void largestOf4(v128_t sizes, v128_t points, int32_t *size, int32_t *point) {
  int32_t size4[4];
  int32_t point4[4];
  wasm_v128_store(size4, sizes);
  wasm_v128_store(point4, points);
  for (int32_t k = 0; k < 4; k++) {
    if (size4[k] > *size || (size4[k] == *size && size4[k] > 0 && point4[k] < *point)) {
      *size = size4[k];
      *point = point4[k];
    }
  }
}

static struct Split farthestFromChord(const struct Ring *ring, int32_t from, int32_t to) {
  int32_t end = to == ring->points ? 0 : to;
  int32_t ax = ring->x[from];
  int32_t ay = ring->y[from];
  int32_t dx = ring->x[end] - ax;
  int32_t dy = ring->y[end] - ay;
  int32_t point = from;
  int32_t largest = 0;
  int32_t p = from + 1;
  if (p + 12 <= to) {
    v128_t most = wasm_i32x4_splat(0);
    v128_t mostAt = wasm_i32x4_splat(from);
    v128_t at = wasm_i32x4_make(p, p + 1, p + 2, p + 3);
    for (; p + 4 <= to; p += 4, at = wasm_i32x4_add(at, wasm_i32x4_splat(4))) {
      v128_t along = wasm_i32x4_mul(wasm_i32x4_splat(dx), wasm_i32x4_sub(wasm_v128_load(ring->y + p), wasm_i32x4_splat(ay)));
      v128_t back = wasm_i32x4_mul(wasm_i32x4_splat(dy), wasm_i32x4_sub(wasm_v128_load(ring->x + p), wasm_i32x4_splat(ax)));
      v128_t across = wasm_i32x4_abs(wasm_i32x4_sub(along, back));
      v128_t isMore = wasm_i32x4_gt(across, most);
      most = wasm_i32x4_max(across, most);
      mostAt = wasm_v128_bitselect(at, mostAt, isMore);
    }
    largestOf4(most, mostAt, &largest, &point);
  }
  for (; p < to; p++) {
    int32_t across = dx * (ring->y[p] - ay) - dy * (ring->x[p] - ax);
    if (across < 0) across = -across;
    if (across > largest) {
      largest = across;
      point = p;
    }
  }
  double length = 0.25 * (dx * dx + dy * dy);
  double away = 0.25 * largest;
  return (struct Split){point, length > 0 ? (away * away) / length : 0};
}

// At most MOST_VERTICES points of the ring into `out`.
static void fewPoints(const struct Ring *ring, struct Ring *out) {
  int32_t ends[MOST_VERTICES + 2] = {0, farthestFromFirst(ring), ring->points};
  struct Split splits[MOST_VERTICES + 1];
  int32_t count = 2;
  splits[0] = farthestFromChord(ring, 0, ends[1]);
  splits[1] = farthestFromChord(ring, ends[1], ring->points);
  while (count + 1 <= MOST_VERTICES) {
    int32_t worst = 0;
    for (int32_t k = 1; k < count; k++) {
      if (splits[k].squared > splits[worst].squared) worst = k;
    }
    struct Split split = splits[worst];
    if (split.squared <= TOLERANCE * TOLERANCE) break;
    for (int32_t k = count; k > worst; k--) {
      ends[k + 1] = ends[k];
      splits[k] = splits[k - 1];
    }
    ends[worst + 1] = split.point;
    splits[worst] = farthestFromChord(ring, ends[worst], split.point);
    splits[worst + 1] = farthestFromChord(ring, split.point, ends[worst + 2]);
    count++;
  }
  out->points = count;
  for (int32_t k = 0; k < count; k++) {
    out->x[k] = ring->x[ends[k]];
    out->y[k] = ring->y[ends[k]];
  }
}

// A bit for each side of a ring of at most MOST_VERTICES points whose ends do not both lie on one side of the line
// through the points `a` and `next`.
static inline uint32_t sidesAcross(const struct Ring *ring, int32_t a, int32_t next) {
  v128_t ax = wasm_i32x4_splat(ring->x[a]);
  v128_t ay = wasm_i32x4_splat(ring->y[a]);
  v128_t dx = wasm_i32x4_splat(ring->x[next] - ring->x[a]);
  v128_t dy = wasm_i32x4_splat(ring->y[next] - ring->y[a]);
  uint32_t left = 0;
  uint32_t right = 0;
  for (int32_t k = 0; k < MOST_VERTICES; k += 4) {
    v128_t along = wasm_i32x4_mul(dx, wasm_i32x4_sub(wasm_v128_load(ring->y + k), ay));
    v128_t back = wasm_i32x4_mul(dy, wasm_i32x4_sub(wasm_v128_load(ring->x + k), ax));
    left |= wasm_i32x4_bitmask(wasm_i32x4_le(along, back)) << k;
    right |= wasm_i32x4_bitmask(wasm_i32x4_ge(along, back)) << k;
  }
  int32_t last = ring->points - 1;
  uint32_t leftNext = (left >> 1 & ~(1u << last)) | (left & 1) << last;
  uint32_t rightNext = (right >> 1 & ~(1u << last)) | (right & 1) << last;
  return (left & rightNext) | (right & leftNext);
}

// Whether no two sides that are not neighbours meet.
static int isSimple(const struct Ring *ring) {
  int32_t points = ring->points;
  uint32_t across[MOST_VERTICES];
  for (int32_t a = 0; a < points; a++) across[a] = sidesAcross(ring, a, a + 1 < points ? a + 1 : 0);
  for (int32_t a = 0; a < points; a++) {
    for (int32_t b = a + 2; b < points - (a == 0); b++) {
      if ((across[a] >> b & 1) && (across[b] >> a & 1)) return 0;
    }
  }
  return points >= 3;
}

// Writes the ring in pixels, scaled about its centre to `area`.
static void scaledTo(const struct Ring *ring, double area, double *out) {
  int64_t twice = 0;
  int64_t x = 0;
  int64_t y = 0;
  for (int32_t k = 0; k < ring->points; k++) {
    int32_t next = k + 1 < ring->points ? k + 1 : 0;
    twice += (int64_t)ring->x[k] * ring->y[next] - (int64_t)ring->x[next] * ring->y[k];
    x += ring->x[k];
    y += ring->y[k];
  }
  double own = __builtin_fabs(0.25 * (double)twice) / 2;
  double factor = own == 0 ? 1 : __builtin_sqrt(area / own);
  if (factor < 1 / MOST_SCALING) factor = 1 / MOST_SCALING;
  if (factor > MOST_SCALING) factor = MOST_SCALING;
  double centreX = (double)x / (2 * ring->points);
  double centreY = (double)y / (2 * ring->points);
  for (int32_t k = 0; k < ring->points; k++) {
    double atX = 0.5 * ring->x[k];
    double atY = 0.5 * ring->y[k];
    out[2 * k] = own == 0 ? atX : centreX + (atX - centreX) * factor;
    out[2 * k + 1] = own == 0 ? atY : centreY + (atY - centreY) * factor;
  }
}

// Outlines of `count` labels, each found at its pixel of `starts`. `longest` is what the longest may have of pixel edges;
// `scratch` holds 32 bytes for each of them and 64. Writes corners and points (2 doubles a point) and returns how many
// points there are.
EXPORT(outlines)
int32_t outlines(const int32_t *labels, int32_t width, int32_t height, const int32_t *starts, const uint32_t *areas,
                 int32_t count, int32_t longest, int32_t *scratch, int32_t *corners, uint32_t *offsets, double *points) {
  struct Raster raster = {labels, width, height};
  struct Ring ring = {0, scratch, scratch + longest};
  struct Ring hull = {0, scratch + 2 * longest, scratch + 3 * longest};
  int32_t *order = scratch + 4 * longest;
  uint8_t *steps = (uint8_t *)(scratch + 7 * longest);
  int32_t fewX[MOST_VERTICES] = {0};
  int32_t fewY[MOST_VERTICES] = {0};
  struct Ring few = {0, fewX, fewY};
  uint32_t total = 0;
  offsets[0] = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t pixel = starts[k];
    while (pixel >= width && labels[pixel - width] == labels[pixel]) pixel -= width;
    corners[2 * k] = pixel % width;
    corners[2 * k + 1] = pixel / width;
    trace(steps, walk(&raster, pixel % width, pixel / width, steps), &ring);
    fewPoints(&ring, &few);
    if (!isSimple(&few)) {
      hullOf(&ring, order, &hull);
      fewPoints(&hull, &few);
    }
    scaledTo(&few, areas[k], points + 2 * total);
    total += few.points;
    offsets[k + 1] = total;
  }
  return (int32_t)total;
}
