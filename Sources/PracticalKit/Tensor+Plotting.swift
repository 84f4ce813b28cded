import Plots
import Tensors

extension Tensor: PlotValues {
  /// The scalars in row-major order.
  public var plotValues: [Double] { scalars.map(Double.init) }
}

extension Tensor: PlotMatrix {
  /// The rows and columns; a tensor of another rank ends the cell with a message.
  public var plotMatrix: MatrixValues {
    guard shape.rank == 2 else {
      fatalError("a heat map takes a tensor of rank 2, not one of shape \(shape.dimensions)")
    }
    return MatrixValues(
      rows: shape.dimensions[0], columns: shape.dimensions[1], values: plotValues)
  }
}

extension Tensor: PlotImages {
  /// The pictures: `[height, width]`, `[count, height, width]`, or with one or three channels last.
  public var plotImages: ImageValues {
    let sizes = shape.dimensions
    switch sizes.count {
    case 2:
      return ImageValues(
        count: 1, height: sizes[0], width: sizes[1], channels: 1, values: scalars)
    case 3:
      return ImageValues(
        count: sizes[0], height: sizes[1], width: sizes[2], channels: 1, values: scalars)
    case 4:
      return ImageValues(
        count: sizes[0], height: sizes[1], width: sizes[2], channels: sizes[3], values: scalars)
    default:
      fatalError(
        "pictures are a tensor of shape [count, height, width], not \(sizes); "
          + "reshape it, for example with `reshaped([-1, 28, 28])`")
    }
  }
}
