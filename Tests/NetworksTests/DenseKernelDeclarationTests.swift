import CKernels
import Testing

@testable import Networks

/// Compiles only for two values of one type.
private func expectSameType<T>(_: T, _: T) {}

@Suite("The C functions of activations and losses are declared as they are")
struct DenseKernelDeclarationTests {
  @Test func activations() {
    unsafe expectSameType(kernelsActivationForward, kernels_activation_forward)
    unsafe expectSameType(kernelsActivationBackward, kernels_activation_backward)
    unsafe expectSameType(kernelsParametricReLUForward, kernels_parametric_relu_forward)
    unsafe expectSameType(kernelsParametricReLUBackward, kernels_parametric_relu_backward)
    unsafe expectSameType(kernelsSoftmaxBackward, kernels_softmax_backward)
    unsafe expectSameType(
      kernelsLayerNormalizationForward, kernels_layer_normalization_forward)
    unsafe expectSameType(
      kernelsLayerNormalizationBackward, kernels_layer_normalization_backward)
    unsafe expectSameType(
      kernelsLayerNormalizationParameters, kernels_layer_normalization_parameters)
  }

  @Test func losses() {
    unsafe expectSameType(kernelsElementwiseLoss, kernels_elementwise_loss)
    unsafe expectSameType(kernelsFindUnusableTarget, kernels_find_unusable_target)
    unsafe expectSameType(kernelsFindUnusableClass, kernels_find_unusable_class)
    unsafe expectSameType(kernelsCountClasses, kernels_count_classes)
    unsafe expectSameType(kernelsSoftmaxCrossEntropy, kernels_softmax_cross_entropy)
    unsafe expectSameType(kernelsClassLogLoss, kernels_class_log_loss)
    unsafe expectSameType(kernelsClassHingeLoss, kernels_class_hinge_loss)
    unsafe expectSameType(kernelsContrastiveLoss, kernels_contrastive_loss)
  }

  @Test func numbers() {
    let activations: [(Activation, Int)] = [
      (.relu, KERNELS_ACTIVATION_RELU), (.leakyReLU, KERNELS_ACTIVATION_LEAKY_RELU),
      (.sigmoid, KERNELS_ACTIVATION_SIGMOID), (.tanh, KERNELS_ACTIVATION_TANH),
      (.softPlus, KERNELS_ACTIVATION_SOFTPLUS), (.elu, KERNELS_ACTIVATION_ELU),
      (.gelu, KERNELS_ACTIVATION_GELU),
    ]
    for (activation, number) in activations { #expect(Int(activation.rawValue) == number) }
    let losses: [(ElementwiseLoss, Int)] = [
      (.squared, KERNELS_LOSS_SQUARED), (.absolute, KERNELS_LOSS_ABSOLUTE),
      (.huber, KERNELS_LOSS_HUBER), (.binaryCrossEntropy, KERNELS_LOSS_BINARY_CROSS_ENTROPY),
      (.log, KERNELS_LOSS_LOG), (.hinge, KERNELS_LOSS_HINGE),
    ]
    for (loss, number) in losses { #expect(Int(loss.rawValue) == number) }
  }
}
