// What all kernels share. No libc: only what the compiler knows itself. Floating point is strict (no contraction, no
// relaxed SIMD), so that the same numbers come out on every machine and equal the TypeScript twins'.
#pragma once
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))

static inline int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static inline void clear(void *at, uint32_t bytes) { __builtin_memset(at, 0, bytes); }
static inline void copy(void *to, const void *from, uint32_t bytes) { __builtin_memcpy(to, from, bytes); }
