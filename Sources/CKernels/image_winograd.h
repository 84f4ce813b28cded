// Convolution with 3 × 3 kernels in fewer multiplications.

#ifndef PRACTICAL_IMAGE_WINOGRAD_H
#define PRACTICAL_IMAGE_WINOGRAD_H

#include "image_convolution.h"

// One block of images through 3 × 3 kernels at a stride of 1. The input pixel under the first weight of output pixel
// (i, j) is (i - top, j - left); pixels outside of the image count as zero.
typedef struct {
  intptr_t in_height, in_width, in_channels, out_height, out_width, out_channels, top, left;
  const float *bias, *mask;
  bool rectifies;
} Winograd;

// Whether this way pays for so many channels.
bool winograd_pays(const intptr_t *g);

// The number of lanes that a block is worked on in.
intptr_t winograd_room(intptr_t in_channels, intptr_t out_channels);

// Transforms weights [height][width][in][out], or for the way back those of [out][in] mirrored; `room` keeps them.
void winograd_weights(bool backward, intptr_t in_channels, intptr_t out_channels, const float *weights, float *room);

// Convolves a block with the transformed weights in `room`.
void winograd_block(const Winograd *work, const float *x, float *out, float *room);

#endif
