#ifndef PNG_WRITER_H
#define PNG_WRITER_H

#include <stddef.h>
#include <stdint.h>

/// Encodes opaque pixels as PNG.
///
/// libpng reports errors with longjmp, which must not cross Swift frames; so the calls to it stay in C.
/// Pictures in grey, or with up to 256 colours, are stored with a byte a pixel.
///
/// @param pixels Rows of 0x??RRGGBB, `stride` pixels from one row to the next.
/// @param pixels_per_metre The density to record.
/// @param title What the picture is called, in UTF-8; empty or NULL leaves it out.
/// @param description What the picture shows, in UTF-8; empty or NULL leaves it out.
/// @param bytes Receives the file; pass it to `png_writer_free`.
/// @param count Receives its number of bytes.
/// @return 0, or -1 when memory is short.
int png_writer_encode(const uint32_t *pixels, size_t width, size_t height, size_t stride,
                      uint32_t pixels_per_metre, const char *title, const char *description,
                      uint8_t **bytes, size_t *count);

/// Releases what `png_writer_encode` made.
void png_writer_free(uint8_t *bytes);

#endif
