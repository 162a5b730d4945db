#include "runs.h"

// The square of the largest distance that distance.c gives.
#define LARGEST 400
// The part that is none, as in the twin.
#define NONE 1

// The first i from `i` on whose value is not 0, or `end`.
static inline int32_t seekPositive(const int32_t *values, int32_t i, int32_t end) {
  if (i < end && values[i] != 0) return i;
  while (i + 8 <= end && !wasm_v128_any_true(wasm_v128_or(wasm_v128_load(values + i), wasm_v128_load(values + i + 4)))) i += 8;
  while (i < end && values[i] == 0) i++;
  return i;
}

// Runs of the rows, joined where they touch, also at a corner. Returns how many.
static int32_t runsOf(const int32_t *squared, int32_t width, int32_t height, struct Run *runs) {
  int32_t count = 0;
  int32_t above = 0;
  int32_t aboveEnd = 0;
  for (int32_t y = 0; y < height; y++) {
    int32_t first = count;
    int32_t rowEnd = (y + 1) * width;
    for (int32_t i = seekPositive(squared, y * width, rowEnd); i < rowEnd;) {
      int32_t end = i + 1;
      while (end < rowEnd && squared[end] != 0) end++;
      runs[count] = (struct Run){i, end, count, 0};
      while (above < aboveEnd && runs[above].end + width < i) above++;
      for (int32_t k = above; k < aboveEnd && runs[k].start + width <= end; k++) join(runs, k, count);
      count++;
      i = seekPositive(squared, end, rowEnd);
    }
    above = first;
    aboveEnd = count;
  }
  return count;
}

// Sorts the runs by component, in memory order within one: `sorted` holds their numbers, `starts` where each component
// begins and, last, the end. Returns how many components there are.
static int32_t runsByComponent(struct Run *runs, int32_t count, int32_t *starts, int32_t *sorted) {
  int32_t components = 0;
  for (int32_t k = 0; k < count; k++) {
    int32_t root = rootOf(runs, k);
    if (root == k) {
      runs[k].value = components;
      starts[components++] = 0;
    } else {
      runs[k].value = runs[root].value;
    }
    starts[runs[k].value]++;
  }
  int32_t before = 0;
  for (int32_t c = 0; c < components; c++) {
    before += starts[c];
    starts[c] = before;
  }
  starts[components] = count;
  for (int32_t k = count - 1; k >= 0; k--) sorted[--starts[runs[k].value]] = k;
  return components;
}

// A component of touching pixels: its runs and its pixels, farthest from the edge first, equals in memory order.
struct Component {
  int32_t *order;
  int32_t count;
  int32_t spansColumns;
  int32_t spansRows;
};

static struct Component componentOf(const struct Run *runs, const int32_t *sorted, int32_t count, const int32_t *squared,
                                    int32_t width, int32_t *order) {
  int32_t starts[LARGEST + 2];
  int32_t left = width;
  int32_t right = 0;
  int32_t farthest = 0;
  for (int32_t n = 0; n < count; n++) {
    const struct Run *run = runs + sorted[n];
    int32_t rowStart = run->start / width * width;
    left = smaller(left, run->start - rowStart);
    right = larger(right, run->end - rowStart);
    for (int32_t i = run->start; i < run->end; i++) farthest = larger(farthest, squared[i]);
  }
  clear(starts, 4 * (farthest + 2));
  for (int32_t n = 0; n < count; n++) {
    const struct Run *run = runs + sorted[n];
    for (int32_t i = run->start; i < run->end; i++) starts[farthest - squared[i] + 1]++;
  }
  for (int32_t d = 1; d < farthest + 2; d++) starts[d] += starts[d - 1];
  int32_t pixels = starts[farthest];
  for (int32_t n = 0; n < count; n++) {
    const struct Run *run = runs + sorted[n];
    for (int32_t i = run->start; i < run->end; i++) order[starts[farthest - squared[i]]++] = i;
  }
  int32_t rows = runs[sorted[count - 1]].start / width - runs[sorted[0]].start / width;
  return (struct Component){order, pixels, right - 1 - left, rows};
}

static inline int32_t partRoot(int32_t *partOf, int32_t part) {
  int32_t root = partOf[part];
  if (root == part) return part;
  while (partOf[root] != root) root = partOf[root];
  while (part != root) {
    int32_t next = partOf[part];
    partOf[part] = root;
    part = next;
  }
  return root;
}

// The highest label of the pixel's surroundings where there is no other, 0 where there is none, -1 where there are more.
static inline int32_t onlyLabel(const int32_t *at, int32_t width) {
  v128_t inSquare = wasm_i32x4_make(-1, -1, -1, 0);
  v128_t above = wasm_v128_and(wasm_v128_load(at - width - 1), inSquare);
  v128_t beside = wasm_v128_and(wasm_v128_load(at - 1), inSquare);
  v128_t below = wasm_v128_and(wasm_v128_load(at + width - 1), inSquare);
  v128_t high = wasm_i32x4_max(wasm_i32x4_max(above, beside), below);
  high = wasm_i32x4_max(high, wasm_i32x4_shuffle(high, high, 2, 3, 0, 1));
  high = wasm_i32x4_max(high, wasm_i32x4_shuffle(high, high, 1, 0, 3, 2));
  v128_t zero = wasm_i32x4_splat(0);
  v128_t isOther = wasm_v128_and(wasm_i32x4_ne(above, high), wasm_i32x4_ne(above, zero));
  isOther = wasm_v128_or(isOther, wasm_v128_and(wasm_i32x4_ne(beside, high), wasm_i32x4_ne(beside, zero)));
  isOther = wasm_v128_or(isOther, wasm_v128_and(wasm_i32x4_ne(below, high), wasm_i32x4_ne(below, zero)));
  return wasm_v128_any_true(isOther) ? -1 : wasm_i32x4_extract_lane(high, 0);
}

// The different parts among the eight neighbours.
static inline int32_t partsAround(const int32_t *at, int32_t width, int32_t *partOf, int32_t *near) {
  const int32_t offsets[8] = {-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1};
  int32_t found = 0;
  int32_t seen = 0;
  for (int32_t k = 0; k < 8; k++) {
    int32_t label = at[offsets[k]];
    if (label == 0 || label == seen) continue;
    seen = label;
    int32_t part = partRoot(partOf, label);
    int32_t j = 0;
    while (j < found && near[j] != part) j++;
    if (j == found) near[found++] = part;
  }
  return found;
}

static inline int standsOut(int32_t squaredTop, int32_t squaredHere, double least, double ofRadius) {
  double radius = __builtin_sqrt(squaredTop);
  double wanted = ofRadius * radius;
  return radius - __builtin_sqrt(squaredHere) >= (least > wanted ? least : wanted);
}

// Joins the parts that do not stand out at this height to the highest one, which also gets the pixel.
static int32_t meet(const int32_t *near, int32_t found, const int32_t *top, int32_t *partOf, int32_t squaredHere,
                    double least, double ofRadius) {
  int32_t highest = near[0];
  for (int32_t k = 1; k < found; k++) {
    int32_t part = near[k];
    if (top[part] > top[highest] || (top[part] == top[highest] && part < highest)) highest = part;
  }
  for (int32_t k = 0; k < found; k++) {
    int32_t part = near[k];
    if (part != highest && !standsOut(top[part], squaredHere, least, ofRadius)) partOf[part] = highest;
  }
  return highest;
}

// All included.
struct Box {
  int16_t left;
  int16_t right;
  int16_t upper;
  int16_t lower;
};

static inline void include(struct Box *box, int32_t left, int32_t right, int32_t upper, int32_t lower) {
  box->left = (int16_t)smaller(box->left, left);
  box->right = (int16_t)larger(box->right, right);
  box->upper = (int16_t)smaller(box->upper, upper);
  box->lower = (int16_t)larger(box->lower, lower);
}

// The connected part of what is at least as far from the edge to which the pixel belongs now.
static inline int32_t joined(int32_t *labels, int32_t i, int32_t width, int32_t *partOf, struct Box *boxes, int32_t *parts) {
  int32_t x = i % width;
  int32_t y = i / width;
  int32_t only = onlyLabel(labels + i, width);
  int32_t part;
  if (only == 0) {
    part = ++*parts;
    partOf[part] = part;
    boxes[part] = (struct Box){(int16_t)x, (int16_t)x, (int16_t)y, (int16_t)y};
    return part;
  }
  if (only > 0) {
    part = partRoot(partOf, only);
  } else {
    int32_t near[8];
    int32_t found = partsAround(labels + i, width, partOf, near);
    part = near[0];
    for (int32_t n = 1; n < found; n++) {
      struct Box other = boxes[near[n]];
      partOf[near[n]] = part;
      include(boxes + part, other.left, other.right, other.upper, other.lower);
    }
  }
  include(boxes + part, x, x, y, y);
  return part;
}

// Turns i into ~i in `order` where what hangs together with i at its distance is too large.
static void markTooLarge(const int32_t *squared, int32_t *order, int32_t count, int32_t width, int32_t mostEdge,
                         int32_t *labels, int32_t *partOf, struct Box *boxes) {
  int32_t parts = 0;
  for (int32_t from = 0, to = 0; from < count; from = to) {
    int32_t distance = squared[order[from]];
    for (; to < count && squared[order[to]] == distance; to++) {
      int32_t i = order[to];
      labels[i] = joined(labels, i, width, partOf, boxes, &parts);
    }
    for (int32_t k = from; k < to; k++) {
      const struct Box *box = boxes + partRoot(partOf, labels[order[k]]);
      if (box->right - box->left >= mostEdge || box->lower - box->upper >= mostEdge) order[k] = ~order[k];
    }
  }
}

// Of the pixel and its eight neighbours the one farthest from the edge, of equals the first in memory.
static inline int32_t steepest(const int32_t *squared, int32_t i, int32_t width) {
  const int32_t offsets[9] = {-width - 1, -width, -width + 1, -1, 0, 1, width - 1, width, width + 1};
  int32_t best = i + offsets[0];
  for (int32_t k = 1; k < 9; k++) {
    if (squared[i + offsets[k]] > squared[best]) best = i + offsets[k];
  }
  return best;
}

// Gives the component's pixels the number of their part, beginning after `given`. Returns the last number given.
static int32_t splitComponent(struct Component component, const int32_t *squared, int32_t width, double least,
                              double ofRadius, int32_t mostSteps, int32_t *partOf, int32_t *top, uint8_t *steps,
                              int32_t *labels, int32_t given) {
  int32_t parts = NONE;
  partOf[NONE] = NONE;
  for (int32_t k = 0; k < component.count; k++) {
    int32_t near[8];
    int32_t i = component.order[k];
    if (i < 0) {
      i = ~i;
      component.order[k] = i;
      int32_t found = partsAround(labels + i, width, partOf, near);
      for (int32_t n = 0; n < found; n++) {
        if (near[n] != NONE && !standsOut(top[near[n]], squared[i], least, ofRadius)) partOf[near[n]] = NONE;
      }
      int32_t up = steepest(squared, i, width);
      steps[i] = (uint8_t)(smaller(mostSteps, steps[up]) + 1);
      labels[i] = up == i || steps[i] > mostSteps ? NONE : labels[up];
      continue;
    }
    int32_t only = onlyLabel(labels + i, width);
    if (only > 0) {
      labels[i] = partRoot(partOf, only);
    } else if (only == 0) {
      parts++;
      partOf[parts] = parts;
      top[parts] = squared[i];
      labels[i] = parts;
    } else {
      int32_t found = partsAround(labels + i, width, partOf, near);
      labels[i] = found == 1 ? near[0] : meet(near, found, top, partOf, squared[i], least, ofRadius);
    }
  }
  for (int32_t k = 0; k < component.count; k++) {
    int32_t i = component.order[k];
    int32_t part = partRoot(partOf, labels[i]);
    labels[i] = part == NONE ? 0 : given + part - NONE;
  }
  return given + parts - NONE;
}

// One component after the other, so that all that is needed of it lies close together. `order` holds pixels ints; `runs`
// one a pixel and row at most, `sorted` and `starts` as many ints and one more; `partOf` an int and `boxes` eight bytes for
// a quarter of the pixels (in the place of `top`), with a margin of two rows; `steps` a byte a pixel.
EXPORT(splitByShape)
void splitByShape(const int32_t *squared, int32_t width, int32_t height, double least, double ofRadius, int32_t mostEdge,
                  int32_t mostSteps, struct Run *runs, int32_t *sorted, int32_t *starts, int32_t *order, int32_t *partOf,
                  void *boxes, uint8_t *steps, int32_t *labels) {
  clear(labels, 4 * width * height);
  clear(steps, width * height);
  int32_t components = runsByComponent(runs, runsOf(squared, width, height, runs), starts, sorted);
  int32_t given = 0;
  for (int32_t c = 0; c < components; c++) {
    int32_t first = starts[c];
    struct Component one = componentOf(runs, sorted + first, starts[c + 1] - first, squared, width, order);
    if (one.spansColumns >= mostEdge || one.spansRows >= mostEdge) {
      markTooLarge(squared, one.order, one.count, width, mostEdge, labels, partOf, boxes);
      for (int32_t k = 0; k < one.count; k++) labels[one.order[k] < 0 ? ~one.order[k] : one.order[k]] = 0;
    }
    given = splitComponent(one, squared, width, least, ofRadius, mostSteps, partOf, boxes, steps, labels, given);
  }
}
