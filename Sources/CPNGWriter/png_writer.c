#include "png_writer.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct output {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
};

static void append(png_structp png, png_bytep data, size_t count) {
  struct output *output = png_get_io_ptr(png);
  if (output->capacity - output->count < count) {
    size_t capacity = (output->count + count) * 2;
    uint8_t *bytes = realloc(output->bytes, capacity);
    if (bytes == NULL) png_error(png, "out of memory");
    output->bytes = bytes;
    output->capacity = capacity;
  }
  memcpy(output->bytes + output->count, data, count);
  output->count += count;
}

static void flush(png_structp png) { (void)png; }

// libpng writes to stderr unless told otherwise.
static void silent_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void silent_error(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

enum { SLOTS = 1024 };

struct palette {
  png_color colors[256];
  int count;
  uint32_t keys[SLOTS];
  int16_t indices[SLOTS];
};

static unsigned slot_of(uint32_t color) { return (color * 2654435761u) >> 22; }

static int index_of(struct palette *palette, uint32_t color) {
  unsigned slot = slot_of(color);
  while (palette->indices[slot] >= 0) {
    if (palette->keys[slot] == color) return palette->indices[slot];
    slot = (slot + 1) % SLOTS;
  }
  if (palette->count == 256) return -1;
  palette->keys[slot] = color;
  palette->indices[slot] = (int16_t)palette->count;
  palette->colors[palette->count] =
      (png_color){(png_byte)(color >> 16), (png_byte)(color >> 8), (png_byte)color};
  return palette->count++;
}

static int is_grey(const uint32_t *pixels, size_t width, size_t height, size_t stride) {
  for (size_t y = 0; y < height; y++) {
    uint32_t different = 0;
    for (size_t x = 0; x < width; x++) {
      uint32_t pixel = pixels[y * stride + x];
      different |= (pixel ^ pixel >> 8) & 0xFFFF;
    }
    if (different) return 0;
  }
  return 1;
}

static int fill_palette(struct palette *palette, const uint32_t *pixels, size_t width,
                        size_t height, size_t stride) {
  memset(palette->indices, -1, sizeof palette->indices);
  palette->count = 0;
  uint32_t last = 0xFF000000;
  for (size_t y = 0; y < height; y++) {
    for (size_t x = 0; x < width; x++) {
      uint32_t color = pixels[y * stride + x] & 0xFFFFFF;
      if (color == last) continue;
      last = color;
      if (index_of(palette, color) < 0) return 0;
    }
  }
  return 1;
}

static void convert_row(png_bytep row, const uint32_t *pixels, size_t width, int type,
                        struct palette *palette) {
  if (type == PNG_COLOR_TYPE_GRAY) {
    for (size_t x = 0; x < width; x++) row[x] = (png_byte)pixels[x];
  } else if (type == PNG_COLOR_TYPE_PALETTE) {
    uint32_t last = 0xFF000000;
    int index = 0;
    for (size_t x = 0; x < width; x++) {
      uint32_t color = pixels[x] & 0xFFFFFF;
      if (color != last) index = index_of(palette, last = color);
      row[x] = (png_byte)index;
    }
  } else {
    for (size_t x = 0; x < width; x++) {
      row[3 * x] = (png_byte)(pixels[x] >> 16);
      row[3 * x + 1] = (png_byte)(pixels[x] >> 8);
      row[3 * x + 2] = (png_byte)pixels[x];
    }
  }
}

// Measured on charts, pictures and point clouds: level 6 with libpng's own choice of filters takes 3 to 5 times as
// long and saves a quarter of the bytes; run lengths alone are not faster and cost twice the bytes.
enum { LEVEL = 2, FILTER = PNG_FILTER_NONE };

static void set_text(png_structp png, png_infop info, char *key, const char *text) {
  if (text == NULL || *text == 0) return;
  png_text entry = {0};
  entry.compression = PNG_ITXT_COMPRESSION_NONE;
  entry.key = key;
  entry.text = (png_charp)text;
  entry.itxt_length = strlen(text);
  png_set_text(png, info, &entry, 1);
}

int png_writer_encode(const uint32_t *pixels, size_t width, size_t height, size_t stride,
                      uint32_t pixels_per_metre, const char *title, const char *description,
                      uint8_t **bytes, size_t *count) {
  struct output output = {0};
  png_infop info = NULL;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, silent_error, silent_warning);
  struct palette *palette = malloc(sizeof *palette);
  png_bytep row = malloc(width * 3);
  if (png == NULL || palette == NULL || row == NULL || (info = png_create_info_struct(png)) == NULL ||
      setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    free(palette);
    free(row);
    free(output.bytes);
    return -1;
  }
  int type = is_grey(pixels, width, height, stride) ? PNG_COLOR_TYPE_GRAY
             : fill_palette(palette, pixels, width, height, stride) ? PNG_COLOR_TYPE_PALETTE
                                                                    : PNG_COLOR_TYPE_RGB;
  png_set_write_fn(png, &output, append, flush);
  png_set_compression_level(png, LEVEL);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, FILTER);
  png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, type, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
  if (type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, palette->colors, palette->count);
  set_text(png, info, "Title", title);
  set_text(png, info, "Description", description);
  set_text(png, info, "Software", "practical");
  png_write_info(png, info);
  for (size_t y = 0; y < height; y++) {
    convert_row(row, pixels + y * stride, width, type, palette);
    png_write_row(png, row);
  }
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  free(palette);
  free(row);
  *bytes = output.bytes;
  *count = output.count;
  return 0;
}

void png_writer_free(uint8_t *bytes) { free(bytes); }
