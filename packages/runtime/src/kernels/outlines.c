#include "kernels.h"

// As in the twin, where each step is explained.
#define MOST_VERTICES 16
#define TOLERANCE 0.3
#define MOST_SCALING 1.1

struct Ring {
  int32_t points;
  double *xy;
};

static const int32_t STEP_X[4] = {1, 0, -1, 0};
static const int32_t STEP_Y[4] = {0, 1, 0, -1};
static const int32_t RIGHT_X[4] = {0, -1, -1, 0};
static const int32_t RIGHT_Y[4] = {0, 0, -1, -1};

struct Raster {
  const int32_t *labels;
  int32_t width;
  int32_t height;
};

static inline int hasRight(const struct Raster *raster, int32_t label, int32_t x, int32_t y, int32_t direction) {
  int32_t column = x + RIGHT_X[direction];
  int32_t row = y + RIGHT_Y[direction];
  return column >= 0 && row >= 0 && column < raster->width && row < raster->height &&
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
  ring->points = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t step = steps[k];
    int32_t after = steps[k + 1 < count ? k + 1 : 0];
    if (before != step || after != step) {
      ring->xy[2 * ring->points] = x + STEP_X[step] / 2.0;
      ring->xy[2 * ring->points++ + 1] = y + STEP_Y[step] / 2.0;
    }
    x += STEP_X[step];
    y += STEP_Y[step];
    before = step;
  }
}

struct Split {
  int32_t point;
  double squared;
};

static int32_t farthestFromFirst(const struct Ring *ring) {
  int32_t far = 0;
  double largest = -1;
  for (int32_t p = 0; p < ring->points; p++) {
    double dx = ring->xy[2 * p] - ring->xy[0];
    double dy = ring->xy[2 * p + 1] - ring->xy[1];
    if (dx * dx + dy * dy > largest) {
      largest = dx * dx + dy * dy;
      far = p;
    }
  }
  return far;
}

static struct Split farthestFromChord(const struct Ring *ring, int32_t from, int32_t to) {
  const double *xy = ring->xy;
  int32_t end = to % ring->points;
  double ax = xy[2 * from];
  double ay = xy[2 * from + 1];
  double dx = xy[2 * end] - ax;
  double dy = xy[2 * end + 1] - ay;
  struct Split split = {from, 0};
  double largest = 0;
  for (int32_t p = from + 1; p < to; p++) {
    double across = __builtin_fabs(dx * (xy[2 * p + 1] - ay) - dy * (xy[2 * p] - ax));
    if (across > largest) {
      largest = across;
      split.point = p;
    }
  }
  double length = dx * dx + dy * dy;
  split.squared = length > 0 ? (largest * largest) / length : 0;
  return split;
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
    out->xy[2 * k] = ring->xy[2 * ends[k]];
    out->xy[2 * k + 1] = ring->xy[2 * ends[k] + 1];
  }
}

static inline double turn(const double *xy, int32_t a, int32_t b, int32_t c) {
  double ax = xy[2 * a];
  double ay = xy[2 * a + 1];
  return (xy[2 * b] - ax) * (xy[2 * c + 1] - ay) - (xy[2 * b + 1] - ay) * (xy[2 * c] - ax);
}

static inline int meet(const double *xy, int32_t a, int32_t b, int32_t c, int32_t d) {
  return turn(xy, a, b, c) * turn(xy, a, b, d) <= 0 && turn(xy, c, d, a) * turn(xy, c, d, b) <= 0;
}

static int isSimple(const struct Ring *ring) {
  int32_t points = ring->points;
  for (int32_t a = 0; a < points; a++) {
    for (int32_t b = a + 2; b < points; b++) {
      if (a == 0 && b == points - 1) continue;
      if (meet(ring->xy, a, (a + 1) % points, b, (b + 1) % points)) return 0;
    }
  }
  return points >= 3;
}

static inline int isBefore(const double *xy, int32_t a, int32_t b) {
  return xy[2 * a] < xy[2 * b] || (xy[2 * a] == xy[2 * b] && xy[2 * a + 1] < xy[2 * b + 1]);
}

// Points by x, then y, none twice: heap sort, because a ring may be long.
static void sortPoints(const double *xy, int32_t *order, int32_t count) {
  for (int32_t k = 0; k < count; k++) order[k] = k;
  for (int32_t k = count / 2 - 1, last = count - 1; last > 0;) {
    int32_t point;
    if (k >= 0) {
      point = order[k];
    } else {
      point = order[last];
      order[last--] = order[0];
    }
    int32_t at = k >= 0 ? k : 0;
    for (int32_t child = 2 * at + 1; child <= last; child = 2 * at + 1) {
      if (child < last && isBefore(xy, order[child], order[child + 1])) child++;
      if (!isBefore(xy, point, order[child])) break;
      order[at] = order[child];
      at = child;
    }
    order[at] = point;
    if (k >= 0) k--;
  }
}

// One side of the hull behind the points that `hull` holds already. `step` is 1 or -1.
static int32_t chain(const double *xy, const int32_t *order, int32_t count, int32_t step, int32_t *hull) {
  int32_t length = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t point = order[step > 0 ? k : count - 1 - k];
    while (length > 1 && turn(xy, hull[length - 2], hull[length - 1], point) <= 0) length--;
    hull[length++] = point;
  }
  return length - 1;
}

// `order` holds three ints a point.
static void hullOf(const struct Ring *ring, int32_t *order, struct Ring *out) {
  int32_t *hull = order + ring->points;
  sortPoints(ring->xy, order, ring->points);
  int32_t points = chain(ring->xy, order, ring->points, 1, hull);
  points += chain(ring->xy, order, ring->points, -1, hull + points);
  out->points = points;
  for (int32_t k = 0; k < points; k++) {
    out->xy[2 * k] = ring->xy[2 * hull[k]];
    out->xy[2 * k + 1] = ring->xy[2 * hull[k] + 1];
  }
}

static void scaleTo(struct Ring *ring, double area) {
  double twice = 0;
  double x = 0;
  double y = 0;
  double *xy = ring->xy;
  for (int32_t k = 0; k < ring->points; k++) {
    int32_t next = (k + 1) % ring->points;
    twice += xy[2 * k] * xy[2 * next + 1] - xy[2 * next] * xy[2 * k + 1];
    x += xy[2 * k];
    y += xy[2 * k + 1];
  }
  double own = __builtin_fabs(twice) / 2;
  if (own == 0) return;
  double factor = __builtin_sqrt(area / own);
  if (factor < 1 / MOST_SCALING) factor = 1 / MOST_SCALING;
  if (factor > MOST_SCALING) factor = MOST_SCALING;
  double centreX = (2 * x) / (2 * ring->points);
  double centreY = (2 * y) / (2 * ring->points);
  for (int32_t k = 0; k < ring->points; k++) {
    xy[2 * k] = centreX + (xy[2 * k] - centreX) * factor;
    xy[2 * k + 1] = centreY + (xy[2 * k + 1] - centreY) * factor;
  }
}

// Outlines of `count` labels, each found at its pixel of `starts`. `longest` is what the longest may have of pixel edges;
// `scratch` holds 48 bytes for each of them and 16. Writes corners and points (2 doubles a point) and returns how many
// points there are.
EXPORT(outlines)
int32_t outlines(const int32_t *labels, int32_t width, int32_t height, const int32_t *starts, const uint32_t *areas,
                 int32_t count, int32_t longest, uint8_t *scratch, int32_t *corners, uint32_t *offsets, double *points) {
  struct Raster raster = {labels, width, height};
  struct Ring ring = {0, (double *)scratch};
  struct Ring hull = {0, (double *)(scratch + 16 * longest)};
  int32_t *order = (int32_t *)(scratch + 32 * longest);
  uint8_t *steps = scratch + 44 * longest;
  uint32_t total = 0;
  offsets[0] = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t pixel = starts[k];
    while (pixel >= width && labels[pixel - width] == labels[pixel]) pixel -= width;
    corners[2 * k] = pixel % width;
    corners[2 * k + 1] = pixel / width;
    trace(steps, walk(&raster, pixel % width, pixel / width, steps), &ring);
    struct Ring few = {0, points + 2 * total};
    fewPoints(&ring, &few);
    if (!isSimple(&few)) {
      hullOf(&ring, order, &hull);
      fewPoints(&hull, &few);
    }
    scaleTo(&few, areas[k]);
    total += few.points;
    offsets[k + 1] = total;
  }
  return (int32_t)total;
}
