// What reading NumPy's archives needs of zlib.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Inflates raw deflate data, as a ZIP archive holds it. True when it is whole and gives exactly
// `out_count` bytes.
bool deflate_decode(const uint8_t *input, size_t input_count, uint8_t *out, size_t out_count);

// The CRC-32 of some bytes that follow others of which it is `start`; 0 at the beginning.
uint32_t deflate_checksum(uint32_t start, const uint8_t *bytes, size_t count);
