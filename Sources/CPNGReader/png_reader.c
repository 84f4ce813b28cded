#include "png_reader.h"

#include <png.h>
#include <string.h>
#include <zlib.h>

enum { SIGNATURE_SIZE = 8, CHUNK_FRAME = 12 };

static bool refuse(uint8_t *message, const char *reason) {
  size_t place = 0;
  for (; reason[place] != 0 && place + 1 < PNG_READER_MESSAGE_SIZE; place++) {
    message[place] = reason[place] >= ' ' && reason[place] <= '~' ? (uint8_t)reason[place] : '?';
  }
  message[place] = 0;
  return false;
}

static uint32_t number_at(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// libpng stops reading after the last row, so it does not see that the rest is missing or changed.
static bool is_whole(const uint8_t *bytes, size_t count, uint8_t *message) {
  static const uint8_t signature[SIGNATURE_SIZE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  if (count < SIGNATURE_SIZE || memcmp(bytes, signature, SIGNATURE_SIZE) != 0)
    return refuse(message, "it does not begin like a PNG file");
  size_t place = SIGNATURE_SIZE;
  while (count - place >= CHUNK_FRAME) {
    size_t length = number_at(bytes + place);
    const uint8_t *kind = bytes + place + 4;
    if (length > count - place - CHUNK_FRAME) break;
    uLong sum = crc32(crc32(0, NULL, 0), kind, (uInt)length + 4);
    if (number_at(kind + 4 + length) != sum)
      return refuse(message, "a checksum inside is wrong, so the file has been changed");
    if (memcmp(kind, "IEND", 4) == 0) return true;
    place += CHUNK_FRAME + length;
  }
  return refuse(message, "the file is cut off");
}

static bool begin(png_image *image, const uint8_t *bytes, size_t count, uint8_t *message) {
  memset(image, 0, sizeof *image);
  image->version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(image, bytes, count)) {
    png_image_free(image);
    return refuse(message, image->message);
  }
  // Otherwise 16 bits a channel would be taken for linear light, which they hardly ever are.
  image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
  return true;
}

bool png_reader_measure(const uint8_t *bytes, size_t count, size_t *width, size_t *height,
                        bool *is_transparent, uint8_t *message) {
  png_image image;
  if (!is_whole(bytes, count, message) || !begin(&image, bytes, count, message)) return false;
  *width = image.width;
  *height = image.height;
  *is_transparent = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  png_image_free(&image);
  return true;
}

bool png_reader_decode(const uint8_t *bytes, size_t count, size_t channels, uint8_t *out,
                       size_t out_count, uint8_t *message) {
  png_image image;
  if (!begin(&image, bytes, count, message)) return false;
  image.format = channels == 4 ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  size_t row = (size_t)image.width * channels;
  if ((channels != 3 && channels != 4) || row > INT32_MAX || out_count / row != image.height ||
      out_count % row != 0) {
    png_image_free(&image);
    return refuse(message, "the picture has another size than announced");
  }
  // Black is what transparent pixels of a picture without opacity would lie on; there are none then.
  png_color black = {0, 0, 0};
  if (!png_image_finish_read(&image, &black, out, (png_int_32)row, NULL)) {
    png_image_free(&image);
    return refuse(message, image.message);
  }
  return true;
}
