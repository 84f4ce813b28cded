import Tensors
import Testing

@testable import Networks

@Suite("Errors of image layers")
struct ImageErrorTests {
  private func convolution(
    stride: Int = 1, padding: ImagePadding = .valid, dilation: Int = 1
  ) -> Convolution {
    Convolution(
      kernel: (5, 3), inputs: 2, outputs: 4, stride: stride, padding: padding,
      dilation: dilation, seed: 1)
  }

  private func text(_ layer: any Layer, _ shape: Shape) -> String {
    do throws(ShapeError) {
      return "no error: \(try layer.outputShape(for: shape))"
    } catch {
      return error.description
    }
  }

  @Test func channels() {
    #expect(
      text(convolution(), [8, 28, 28, 3]) == """
        Convolution(5×3, 2 → 4): the number of channels does not fit
          expected: 2 channels: [samples, height, width, 2]
          got:      3 channels: [8, 28, 28, 3]
          help:     give the layer as many inputs as the layer before has outputs
        """)
    #expect(
      text(convolution(), [8, 2, 28, 28]) == """
        Convolution(5×3, 2 → 4): the number of channels does not fit
          expected: 2 channels: [samples, height, width, 2]
          got:      28 channels: [8, 2, 28, 28]
          help:     the channels are the last axis here: transpose with x.transposed([0, 2, 3, 1])
        """)
  }

  @Test func noImages() {
    #expect(
      text(convolution(stride: 2), [8, 784]) == """
        Convolution(5×3, 2 → 4, stride 2): the input is no batch of images
          expected: [samples, height, width, channels]
          got:      [8, 784]
          help:     put a Reshape([height, width, channels]) before the layer
        """)
    #expect(
      text(MaxPooling(size: 2), [8, 28, 28]) == """
        MaxPooling(2): the input is no batch of images
          expected: [samples, height, width, channels]
          got:      [8, 28, 28]
          help:     grey images have one channel: reshape to [8, 28, 28, 1]
        """)
    #expect(
      text(GlobalAveragePooling(), [8, 4]) == """
        GlobalAveragePooling: the input is no batch of images
          expected: [samples, height, width, channels]
          got:      [8, 4]
          help:     put a Reshape([height, width, channels]) before the layer
        """)
    #expect(text(LocalResponseNormalization(size: 5), [8, 4]).contains("no batch of images"))
  }

  @Test func kernelLargerThanTheImage() {
    #expect(
      text(convolution(), [8, 4, 28, 2]) == """
        Convolution(5×3, 2 → 4): the kernel is larger than the padded image
          expected: a height of at least 5, for a kernel height of 5
          got:      height 4 with a padding of 0 and 0, in [8, 4, 28, 2]
          help:     take a smaller kernel, padding: .same, or fewer layers that shrink the image
        """)
    #expect(
      text(
        convolution(padding: .amounts(top: 9, bottom: 9, left: 1, right: 0), dilation: 3),
        [8, 4, 5, 2]) == """
          Convolution(5×3, 2 → 4): the kernel is larger than the padded image
            expected: a width of at least 6, for a kernel width of 7, 3 with dilation 3
            got:      width 5 with a padding of 1 and 0, in [8, 4, 5, 2]
            help:     take a smaller kernel, padding: .same, or fewer layers that shrink the image
          """)
    #expect(text(AveragePooling(size: 3), [1, 2, 2, 1]).contains("a height of at least 3"))
    #expect(text(convolution(padding: .same), [8, 0, 5, 2]).contains("height 0"))
  }

  @Test func numbersThatAreNotPossible() {
    #expect(
      text(convolution(stride: 0), [8, 28, 28, 2]) == """
        Convolution(5×3, 2 → 4, stride 0): the stride is not possible
          expected: a stride from 1 to 1073741824
          got:      0
          help:     stride: 1 moves the kernel pixel by pixel
        """)
    #expect(
      text(convolution(dilation: 0), [8, 28, 28, 2]) == """
        Convolution(5×3, 2 → 4): the dilation is not possible
          expected: a dilation from 1 to 1073741824
          got:      0
          help:     dilation: 1 is a kernel without gaps
        """)
    #expect(
      text(convolution(padding: .amount(-1)), [8, 28, 28, 2]) == """
        Convolution(5×3, 2 → 4): the padding is not possible
          expected: a padding from 0 to 1073741824
          got:      -1
          help:     padding adds pixels; .valid adds none
        """)
    #expect(
      text(MaxPooling(size: 0), [8, 28, 28, 2]) == """
        MaxPooling(0): the kernel height is not possible
          expected: a kernel height from 1 to 1073741824
          got:      0
          help:     a kernel covers at least one pixel
        """)
    #expect(text(convolution(stride: .max), [8, 28, 28, 2]).contains("the stride is not possible"))
    #expect(text(convolution(dilation: .min), [8, 28, 28, 2]).contains("the dilation is not"))
    #expect(
      text(convolution(dilation: 1 << 30), [8, 28, 28, 2]).contains("larger than the padded image")
    )
    #expect(
      text(LocalResponseNormalization(size: 0), [8, 2, 2, 2]) == """
        LocalResponseNormalization(0): the number of channels in a sum is not possible
          expected: a size from 1 to 1073741824
          got:      0
          help:     size: 5 sums a channel and two on each side
        """)
  }

  @Test func paddingOfPools() {
    #expect(
      text(
        MaxPooling(size: 2, padding: .amounts(top: 0, bottom: 2, left: 1, right: 0)), [1, 4, 4, 1])
          == """
          MaxPooling(2): the padding is as large as the window
            expected: a padding below 2
            got:      top 0, bottom 2, left 1, right 0
            help:     a window with nothing but border in it has no largest number and no mean
          """)
  }

  @Test func weightsThatMakeNoConvolution() {
    let layer = Convolution(weight: Tensor(zeros: [3, 3, 2]), bias: [0, 0])
    #expect(
      text(layer, [8, 28, 28, 2]) == """
        Convolution(weights [3, 3, 2]): the weights and the bias do not make a convolution
          expected: weights [height, width, inputs, outputs] and a bias [outputs]
          got:      weights [3, 3, 2] and a bias [2]
          help:     let Convolution(kernel:inputs:outputs:seed:) create both
        """)
    #expect(
      ShapeError.noConvolution([3, 0, 1, 4]).description == """
        Convolution: a size is below 1
          expected: a kernel height, a kernel width, inputs and outputs of at least 1
          got:      kernel 3×0, 1 inputs, 4 outputs
          help:     a kernel of 1×1 mixes channels only
        """)
  }

  @Test func imagesWithoutPixels() {
    #expect(
      text(GlobalAveragePooling(), [2, 0, 3, 1]) == """
        GlobalAveragePooling: the images have no pixels
          expected: a height and a width of at least 1
          got:      height 0, width 3, in [2, 0, 3, 1]
          help:     look at how the images were cut
        """)
  }

  @Test func batchNormalization() {
    #expect(
      text(BatchNormalization(3), [2, 4, 4, 5]) == """
        BatchNormalization(3): the number of channels does not fit
          expected: 3 channels along the last axis
          got:      5 channels: [2, 4, 4, 5]
          help:     give the layer as many channels as the layer before has outputs
        """)
    #expect(
      text(BatchNormalization(3), [3]) == """
        BatchNormalization(3): the input has the wrong number of axes
          expected: [samples, channels], [samples, steps, channels] or [samples, height, width, channels]
          got:      [3]
          help:     put a Reshape or a Flatten() before the layer
        """)
    #expect(
      BatchNormalization(3).oneValue([1, 3]).description == """
        BatchNormalization(3): a channel has no variance over a single value
          expected: at least two values in each channel in training
          got:      [1, 3]
          help:     train with batches of at least two samples, or leave out a last batch of one
        """)
  }

  @Test func flattenReshapeAndDropout() {
    #expect(
      text(Reshape([28, 28, 1]), [8, 783]) == """
        Reshape([28, 28, 1]): a sample has another number of scalars
          expected: [samples, …] with 784 scalars in each sample
          got:      [8, 783]
          help:     the sizes of the shape multiply to the number of scalars of one sample
        """)
    #expect(
      text(Flatten(), []) == """
        Flatten: there is no axis of samples
          expected: [samples, …]
          got:      []
          help:     a batch of one sample has the shape [1, …]
        """)
    #expect(
      text(Dropout(0.5), []) == """
        Dropout(0.5): there is no axis of samples
          expected: [samples, …]
          got:      []
          help:     a batch of one sample has the shape [1, …]
        """)
    #expect(
      Dropout.impossible(1).description == """
        Dropout: the rate is no probability that leaves something
          expected: a rate from 0 to 1, 1 excluded
          got:      1.0
          help:     Dropout(0.25) silences a quarter of the units
        """)
  }

  @Test func theErrorNamesThePlaceInTheNetwork() {
    let network = Sequential {
      Convolution(kernel: (3, 3), inputs: 1, outputs: 4, seed: 1)
      MaxPooling(size: 2)
      Convolution(kernel: (9, 9), inputs: 4, outputs: 4, seed: 1)
    }
    #expect(
      text(network, [1, 10, 10, 1]) == """
        2: Convolution(9×9, 4 → 4): the kernel is larger than the padded image
          expected: a height of at least 9, for a kernel height of 9
          got:      height 4 with a padding of 0 and 0, in [1, 4, 4, 4]
          help:     take a smaller kernel, padding: .same, or fewer layers that shrink the image
        """)
  }
}
