// The hot loops of the image layers.
//
// Images are kept in blocks of sixteen samples, the sample innermost: [blocks][height][width][channels][16]. So
// every operation works on sixteen samples at once, whatever the number of channels, the stride or the padding.
// Pointers to blocks are `void *` and aligned to 64 bytes. The lanes of samples that do not exist hold numbers that
// nobody reads; in gradients they are zero.

#ifndef PRACTICAL_IMAGE_H
#define PRACTICAL_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The numbers that describe how a window moves over blocks of images, in the order of the array `geometry`.
enum {
  IMAGE_BLOCKS,
  IMAGE_IN_HEIGHT,
  IMAGE_IN_WIDTH,
  IMAGE_IN_CHANNELS,
  IMAGE_OUT_HEIGHT,
  IMAGE_OUT_WIDTH,
  IMAGE_OUT_CHANNELS,
  IMAGE_KERNEL_HEIGHT,
  IMAGE_KERNEL_WIDTH,
  IMAGE_STRIDE_HEIGHT,
  IMAGE_STRIDE_WIDTH,
  IMAGE_PADDING_TOP,
  IMAGE_PADDING_LEFT,
  IMAGE_DILATION_HEIGHT,
  IMAGE_DILATION_WIDTH,
  IMAGE_GEOMETRY_COUNT,
};

/// Blocks from rows: out[b][i][lane] = a[16 b + lane][i], zero for samples that do not exist.
void kernels_image_blocks(const float *a, void *out, intptr_t samples, intptr_t scalars);

/// Rows from blocks: out[16 b + lane][i] = a[b][i][lane].
void kernels_image_rows(const void *a, float *out, intptr_t samples, intptr_t scalars);

/// y = max(0, x).
void kernels_image_rectify(const void *x, void *y, intptr_t count);

/// dx = dy where y > 0, else 0.
void kernels_image_rectifier_gradient(
    const void *y, const void *dy, void *dx, intptr_t count);

/// Convolution with a bias, and a rectifier behind it where `rectifies`; weights are [height][width][in][out].
///
/// `room` has room for as many lanes as `kernels_convolution_forward_room` says, `scratch` for
/// 2 · kernel height + 6 · kernel width numbers.
void kernels_convolution_forward(
    const intptr_t *geometry, const void *x, const float *weights, const float *bias, bool rectifies,
    void *out, void *room, intptr_t *scratch);

/// The number of lanes that `kernels_convolution_forward` works in.
intptr_t kernels_convolution_forward_room(const intptr_t *geometry);

/// The derivatives of a convolution by its input (unless `dx` is null), weights and bias.
///
/// `y` is the output behind a rectifier, null when there is none or `dy` is zero where y is not positive. With
/// `masks`, dx is set to zero where x is not positive, which is the rectifier below. `room` has room for as many
/// lanes as `kernels_convolution_backward_room` says, `scratch` as above.
void kernels_convolution_backward(
    const intptr_t *geometry, const void *x, const void *_Nullable y, const void *dy,
    const float *weights, bool masks, void *_Nullable dx, float *d_weights, float *d_bias, void *room,
    intptr_t *scratch);

/// The number of lanes that `kernels_convolution_backward` works in.
intptr_t kernels_convolution_backward_room(const intptr_t *geometry, bool rectified);

/// The largest number under a window, NaN where there is one; pixels outside of the image do not count.
void kernels_max_pooling_forward(const intptr_t *geometry, const void *x, void *out);

/// Each dy goes to the first pixel of its window that holds the largest number; with `masks`, only where that is
/// positive.
void kernels_max_pooling_backward(
    const intptr_t *geometry, bool masks, const void *x, const void *y, const void *dy, void *dx);

/// The mean of the pixels under a window; pixels outside of the image do not count.
void kernels_average_pooling_forward(const intptr_t *geometry, const void *x, void *out);

/// Each dy in equal shares to the pixels of its window.
void kernels_average_pooling_backward(const intptr_t *geometry, const void *dy, void *dx);

/// The mean and the variance (divided by the count) of every channel over samples and pixels.
void kernels_channel_statistics(
    const void *x, intptr_t samples, intptr_t pixels, intptr_t channels, float *mean, float *variance);

/// y = (x - mean[c]) · scale[c] + shift[c], or max(0, y) where `rectifies`.
void kernels_channel_normalize(
    const void *x, intptr_t blocks, intptr_t pixels, intptr_t channels, const float *mean, const float *scale,
    const float *shift, bool rectifies, void *y);

/// sums[c] = Σ dz and products[c] = Σ dz · (x - mean[c]), where dz is dy, zero where `rectified` and y ≤ 0.
void kernels_channel_gradient_sums(
    const void *x, const void *dy, intptr_t blocks, intptr_t pixels, intptr_t channels, const float *mean,
    const float *scale, const float *shift, bool rectified, float *sums, float *products);

/// dx = scale[c] · dz + constant[c] + slope[c] · (x - mean[c]), zero for samples that do not exist; with `masks`
/// also where x is not positive.
void kernels_channel_input_gradient(
    const void *x, const void *dy, intptr_t samples, intptr_t pixels, intptr_t channels, const float *mean,
    const float *scale, const float *shift, bool rectified, const float *constant, const float *slope, bool masks,
    void *dx);

/// y = x · s^-exponent with s = bias + factor · Σ x² over the `size` channels around each.
void kernels_response_normalization_forward(
    const void *x, intptr_t samples, intptr_t pixels, intptr_t channels, intptr_t size, float bias, float factor,
    float exponent, void *y);

/// dx = dy · s^-exponent - 2 · factor · exponent · x · Σ dy · x · s^(-exponent - 1); `room` is two pixels.
void kernels_response_normalization_backward(
    const void *x, const void *dy, intptr_t samples, intptr_t pixels, intptr_t channels, intptr_t size, float bias,
    float factor, float exponent, void *dx, void *room);

/// y = x · scale where a random number of (seed, sample, i) is at least `threshold` of 2^32, else 0; in blocks.
void kernels_dropout_blocks(
    uint64_t seed, intptr_t first_sample, uint32_t threshold, float scale, const void *x, void *y, intptr_t blocks,
    intptr_t scalars);

/// The same for rows of samples.
void kernels_dropout_rows(
    uint64_t seed, intptr_t first_sample, uint32_t threshold, float scale, const float *x, float *y,
    intptr_t samples, intptr_t scalars);

#pragma clang assume_nonnull end

#endif
