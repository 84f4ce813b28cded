import Tensors

/// A convolution: every output pixel is a weighted sum of the input pixels under a kernel that moves
/// over the image.
///
/// y[i, j, o] = b[o] + Σ_k Σ_l Σ_c x[i s + k d − p, j s + l d − p, c] W[k, l, c, o]
///
/// with stride s, dilation d and padding p; pixels outside of the image count as zero. As in all
/// frameworks the kernel is not mirrored. The derivatives gather along the same lines:
///
/// ∂L/∂W[k, l, c, o] = Σ_{samples, i, j} ∂L/∂y[i, j, o] x[i s + k d − p, j s + l d − p, c], ∂L/∂b[o] = Σ ∂L/∂y[i, j, o],
/// and ∂L/∂x is a convolution of ∂L/∂y with the mirrored kernel.
///
/// Kernels of 3 × 3 over 16 to 128 channels are computed with fewer multiplications, by Winograd's
/// F(2 × 2, 3 × 3): the same sums, rounded differently in their last digits.
///
///     let layer = Convolution(kernel: (5, 5), inputs: 1, outputs: 4, padding: .same, seed: 389)
///     try layer.outputShape(for: [64, 28, 28, 1])    // [64, 28, 28, 4]
///
/// **Shapes:** `[samples, height, width, inputs]` to `[samples, height′, width′, outputs]` with
/// height′ = ⌊(height + padding − (kernel − 1) d − 1) / s⌋ + 1; W is `[height, width, inputs, outputs]`
/// of the kernel.
///
/// **Errors:** a kernel that is larger than the padded image, another number of channels, a stride or
/// dilation below 1, a negative padding.
///
/// **Source:** Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, Gradient-Based Learning Applied to
/// Document Recognition, Proceedings of the IEEE 86(11), 1998; A. Lavin and S. Gray, Fast Algorithms
/// for Convolutional Neural Networks, CVPR 2016.
public struct Convolution: Layer {
  /// W, of shape `[height, width, inputs, outputs]`.
  public var weight: Tensor
  /// b, of shape `[outputs]`.
  public var bias: Tensor
  /// The number of pixels from one place of the kernel to the next.
  public let stride: Int
  /// The border around the image.
  public let padding: ImagePadding
  /// The number of pixels from one weight of the kernel to the next.
  public let dilation: Int

  /// Creates a layer with weights drawn for rectifiers (He, uniform) and biases of zero.
  ///
  /// - Parameters:
  ///   - kernel: The height and the width of the kernel.
  ///   - inputs: The number of channels of the input.
  ///   - outputs: The number of channels of the output.
  ///   - stride: The number of pixels from one place of the kernel to the next.
  ///   - padding: The border around the image.
  ///   - dilation: The number of pixels from one weight of the kernel to the next.
  ///   - generator: The generator to draw from.
  public init(
    kernel: (height: Int, width: Int), inputs: Int, outputs: Int, stride: Int = 1,
    padding: ImagePadding = .valid, dilation: Int = 1, using generator: inout RandomGenerator
  ) {
    let sizes = [kernel.height, kernel.width, inputs, outputs]
    guard sizes.allSatisfy({ $0 >= 1 }) else { ShapeError.noConvolution(sizes).end() }
    self.init(
      weight: Tensor(heUniform: Shape(sizes), using: &generator),
      bias: Tensor(zeros: [outputs]), stride: stride, padding: padding, dilation: dilation)
  }

  /// Creates a layer with weights drawn for rectifiers (He, uniform) and biases of zero.
  public init(
    kernel: (height: Int, width: Int), inputs: Int, outputs: Int, stride: Int = 1,
    padding: ImagePadding = .valid, dilation: Int = 1, seed: UInt64
  ) {
    var generator = RandomGenerator(seed: seed)
    self.init(
      kernel: kernel, inputs: inputs, outputs: outputs, stride: stride, padding: padding,
      dilation: dilation, using: &generator)
  }

  /// Creates a layer with given weights and biases.
  public init(
    weight: Tensor, bias: Tensor, stride: Int = 1, padding: ImagePadding = .valid,
    dilation: Int = 1
  ) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// What the layer is in one line, such as `Convolution(5×5, 1 → 4, stride 2)`.
  public var summary: String {
    guard weight.rank == 4 else { return "Convolution(weights \(weight.shape))" }
    let size = "\(weight.shape[0])×\(weight.shape[1]), \(weight.shape[2]) → \(weight.shape[3])"
    return "Convolution(\(size)\(stride == 1 ? "" : ", stride \(stride)"))"
  }

  /// `[samples, height′, width′, outputs]`.
  public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
    try geometry(for: input).output
  }

  /// y = x ∗ W + b.
  public func forward(_ input: Tensor, phase: Phase) -> (output: Tensor, context: Context) {
    forwardByBlocks(input, phase: phase)
  }

  /// ∂L/∂x = ∂L/∂y ∗ mirrored W, ∂L/∂W = Σ x ∂L/∂y, ∂L/∂b = Σ ∂L/∂y.
  public func backward(_ outputGradient: Tensor, context: Context, needsInputGradient: Bool)
    -> LayerGradients
  {
    backwardByBlocks(
      outputGradient, context: context, needsInputGradient: needsInputGradient)
  }

  /// Visits `weight` and `bias`.
  public mutating func visitTensors(at path: TensorPath, _ visit: TensorVisitor) {
    visit(path.appending("weight"), .weight, &weight)
    visit(path.appending("bias"), .bias, &bias)
  }

  /// What `backward` needs: x, and y where a rectifier was computed along with the convolution.
  public struct Context: Sendable {
    let input: ImageBlocks
    let rectified: ImageBlocks?
  }
}
