#include "deflate.h"

#include <zlib.h>

// zlib counts in 32 bits; longer data goes through it in parts.
enum { PART = 1 << 30 };

static uInt part_of(size_t count) { return count < PART ? (uInt)count : PART; }

bool deflate_decode(const uint8_t *input, size_t input_count, uint8_t *out, size_t out_count) {
  z_stream stream = {0};
  // A negative number of window bits: neither header nor trailer.
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  uint8_t beyond;
  int status = Z_OK;
  while (status == Z_OK) {
    uInt input_part = part_of(input_count);
    uInt out_part = part_of(out_count);
    stream.next_in = (Bytef *)input;
    stream.avail_in = input_part;
    // With all bytes there, one more place shows whether the data ends here.
    stream.next_out = out_part > 0 ? out : &beyond;
    stream.avail_out = out_part > 0 ? out_part : 1;
    status = inflate(&stream, Z_NO_FLUSH);
    input += input_part - stream.avail_in;
    input_count -= input_part - stream.avail_in;
    if (out_part == 0) {
      if (stream.avail_out == 0) break;
    } else {
      out += out_part - stream.avail_out;
      out_count -= out_part - stream.avail_out;
    }
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END && input_count == 0 && out_count == 0;
}

uint32_t deflate_checksum(uint32_t start, const uint8_t *bytes, size_t count) {
  uLong sum = start;
  while (count > 0) {
    uInt part = part_of(count);
    sum = crc32(sum, bytes, part);
    bytes += part;
    count -= part;
  }
  return (uint32_t)sum;
}
