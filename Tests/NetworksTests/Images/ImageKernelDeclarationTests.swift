import CKernels
import Testing

@testable import Networks

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions of image layers are declared as they are")
struct ImageKernelDeclarationTests {
  @Test func signatures() {
    unsafe expectSameType(kernelsImageBlocks, kernels_image_blocks)
    unsafe expectSameType(kernelsImageRows, kernels_image_rows)
    unsafe expectSameType(kernelsConvolutionForward, kernels_convolution_forward)
    unsafe expectSameType(kernelsConvolutionForwardRoom, kernels_convolution_forward_room)
    unsafe expectSameType(kernelsConvolutionBackward, kernels_convolution_backward)
    unsafe expectSameType(kernelsConvolutionBackwardRoom, kernels_convolution_backward_room)
    unsafe expectSameType(kernelsImageRectify, kernels_image_rectify)
    unsafe expectSameType(kernelsImageRectifierGradient, kernels_image_rectifier_gradient)
    unsafe expectSameType(kernelsMaxPoolingForward, kernels_max_pooling_forward)
    unsafe expectSameType(kernelsMaxPoolingBackward, kernels_max_pooling_backward)
    unsafe expectSameType(kernelsAveragePoolingForward, kernels_average_pooling_forward)
    unsafe expectSameType(kernelsAveragePoolingBackward, kernels_average_pooling_backward)
    unsafe expectSameType(kernelsChannelStatistics, kernels_channel_statistics)
    unsafe expectSameType(kernelsChannelNormalize, kernels_channel_normalize)
    unsafe expectSameType(kernelsChannelGradientSums, kernels_channel_gradient_sums)
    unsafe expectSameType(kernelsChannelInputGradient, kernels_channel_input_gradient)
    unsafe expectSameType(
      kernelsResponseNormalizationForward, kernels_response_normalization_forward)
    unsafe expectSameType(
      kernelsResponseNormalizationBackward, kernels_response_normalization_backward)
    unsafe expectSameType(kernelsDropoutBlocks, kernels_dropout_blocks)
    unsafe expectSameType(kernelsDropoutRows, kernels_dropout_rows)
  }

  @Test func geometry() throws {
    // Thirteen different numbers, each at the place that the header names; the layer's stride and
    // dilation are the same along both axes.
    let window = ImageWindow(
      height: 7, width: 5, stride: 3, padding: .amounts(top: 4, bottom: 6, left: 8, right: 9),
      dilation: 2)
    let numbers = try window.geometry(over: [33, 20, 34, 11], outputs: 13, of: "test").numbers
    let expected: [(Int, Int)] = [
      (IMAGE_BLOCKS, 3), (IMAGE_IN_HEIGHT, 20), (IMAGE_IN_WIDTH, 34), (IMAGE_IN_CHANNELS, 11),
      (IMAGE_OUT_HEIGHT, 6), (IMAGE_OUT_WIDTH, 15), (IMAGE_OUT_CHANNELS, 13),
      (IMAGE_KERNEL_HEIGHT, 7), (IMAGE_KERNEL_WIDTH, 5), (IMAGE_STRIDE_HEIGHT, 3),
      (IMAGE_STRIDE_WIDTH, 3), (IMAGE_PADDING_TOP, 4), (IMAGE_PADDING_LEFT, 8),
      (IMAGE_DILATION_HEIGHT, 2), (IMAGE_DILATION_WIDTH, 2),
    ]
    #expect(numbers.count == IMAGE_GEOMETRY_COUNT)
    for (place, value) in expected { #expect(numbers[place] == value) }
  }
}
