#include "kernels.h"

// Counts of the rectangle x, y, columns x rows of the tile at 4 * compartment + grade: `all`, and `within` cells that
// count.
EXPORT(tallyPixels)
void tallyPixels(const float *dab, const int32_t *cells, const uint8_t *isCounted, const uint8_t *counts,
                 const uint8_t *compartments, int32_t width, int32_t x, int32_t y, int32_t columns, int32_t rows,
                 double weak, double moderate, double strong, uint32_t *all, uint32_t *within) {
  clear(all, 48);
  clear(within, 48);
  for (int32_t row = y; row < y + rows; row++) {
    for (int32_t i = row * width + x, end = i + columns; i < end; i++) {
      if (counts[i] == 0) continue;
      double value = dab[i];
      int32_t grade = value < weak ? 0 : value < moderate ? 1 : value < strong ? 2 : 3;
      int32_t bin = 4 * compartments[i] + grade;
      all[bin]++;
      within[bin] += isCounted[cells[i]] == 1;
    }
  }
}
