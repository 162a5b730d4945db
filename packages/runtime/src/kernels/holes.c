#include "runs.h"

// The first x from `x` on whose byte is zero (or not zero), or `end`.
static inline int32_t seek(const uint8_t *row, int32_t x, int32_t end, int isZero) {
  for (; x + 16 <= end; x += 16) {
    uint32_t zeros = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(row + x), wasm_i8x16_splat(0)));
    uint32_t found = isZero ? zeros : ~zeros & 0xffff;
    if (found) return x + __builtin_ctz(found);
  }
  while (x < end && (row[x] == 0) != isZero) x++;
  return x;
}

// Runs of background, joined with those of the row above. Returns how many; the value of a root is left 0.
static int32_t backgroundRuns(const uint8_t *mask, int32_t width, int32_t height, struct Run *runs) {
  int32_t count = 0;
  int32_t above = 0;
  int32_t aboveEnd = 0;
  for (int32_t y = 0; y < height; y++) {
    const uint8_t *row = mask + y * width;
    int32_t first = count;
    for (int32_t x = seek(row, 0, width, 1); x < width; x = seek(row, x, width, 1)) {
      int32_t end = seek(row, x, width, 0);
      runs[count] = (struct Run){y * width + x, y * width + end, count, 0};
      while (above < aboveEnd && runs[above].end + width <= runs[count].start) above++;
      for (int32_t k = above; k < aboveEnd && runs[k].start + width < runs[count].end; k++) join(runs, k, count);
      count++;
      x = end;
    }
    above = first;
    aboveEnd = count;
  }
  return count;
}

// Leftmost and rightmost column of a component; its rows are known from its first run and the one at hand.
struct Columns {
  int32_t left;
  int32_t right;
};

// `runs` and `columns` hold (width + 1) / 2 * height.
EXPORT(fillHoles)
void fillHoles(uint8_t *mask, int32_t width, int32_t height, int32_t mostPixels, int32_t mostEdge, struct Run *runs,
               struct Columns *columns) {
  int32_t count = backgroundRuns(mask, width, height, runs);
  int32_t tooLarge = mostPixels + 1;
  for (int32_t k = 0; k < count; k++) {
    int32_t root = rootOf(runs, k);
    int32_t y = runs[k].start / width;
    int32_t left = runs[k].start - y * width;
    int32_t right = runs[k].end - y * width;
    struct Columns *of = columns + root;
    of->left = root == k ? left : smaller(of->left, left);
    of->right = root == k ? right : larger(of->right, right);
    int isOpen = y == 0 || y == height - 1 || left == 0 || right == width;
    int isLong = of->right - of->left > mostEdge || y - runs[root].start / width >= mostEdge;
    if (isOpen || isLong || right - left > mostPixels) runs[root].value = tooLarge;
    else runs[root].value = smaller(tooLarge, runs[root].value + right - left);
  }
  for (int32_t k = 0; k < count; k++) {
    if (runs[rootOf(runs, k)].value > mostPixels) continue;
    __builtin_memset(mask + runs[k].start, 1, runs[k].end - runs[k].start);
  }
}
