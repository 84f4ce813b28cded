// What the kit needs of libpng to read pictures.
//
// libpng reports errors with longjmp, which must not cross Swift frames. Its simplified interface catches
// them itself; so only that is used, and only from C.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Why a file was refused: a text that ends in 0 and holds printable ASCII alone.
enum { PNG_READER_MESSAGE_SIZE = 96 };

// Looks at the whole file, without decoding it: that all chunks are there with right checksums, and how large
// the picture is. `message` has room for PNG_READER_MESSAGE_SIZE bytes and is written when the result is false.
bool png_reader_measure(const uint8_t *bytes, size_t count, size_t *width, size_t *height,
                        bool *is_transparent, uint8_t *message);

// Decodes a picture to 8 bits a channel, row by row: 3 channels for RGB, 4 for RGB and opacity.
// `out_count` must be width × height × channels of what `png_reader_measure` said.
bool png_reader_decode(const uint8_t *bytes, size_t count, size_t channels, uint8_t *out,
                       size_t out_count, uint8_t *message);
