import Plots
import Tensors

extension Tensor: PlotValues {
  /// The scalars in row-major order.
  public var plotValues: [Double] { scalars.map(Double.init) }
}

extension Tensor: PlotLabels {
  /// The scalars in row-major order, in words: "3", "0.25".
  public var plotLabels: [String] { scalars.map { NumberText.significant(Double($0)) } }
}

extension Tensor: PlotMatrix {
  /// The rows and columns of a tensor of shape [rows, columns].
  ///
  /// **Errors:** ends the program when the tensor has another number of axes.
  public var plotMatrix: MatrixValues {
    let sizes = shape.dimensions
    guard sizes.count == 2 else {
      fatalError("a matrix to plot has the shape [rows, columns], not \(sizes)")
    }
    return MatrixValues(rows: sizes[0], columns: sizes[1], values: plotValues)
  }
}

extension Tensor: PlotImages {
  /// The pictures of a tensor: [height, width] and [n, height, width] are grey, [height, width, 3] and
  /// [n, height, width, 3] in colour; a last axis of 1 is grey too.
  ///
  /// **Errors:** ends the program when the tensor has another shape.
  public var plotImages: ImageValues {
    let sizes = shape.dimensions
    let layout: (count: Int, height: Int, width: Int, channels: Int)? =
      switch sizes.count {
      case 2: (1, sizes[0], sizes[1], 1)
      case 3 where sizes[2] == 1 || sizes[2] == 3: (1, sizes[0], sizes[1], sizes[2])
      case 3: (sizes[0], sizes[1], sizes[2], 1)
      case 4 where sizes[3] == 1 || sizes[3] == 3: (sizes[0], sizes[1], sizes[2], sizes[3])
      default: nil
      }
    guard let layout else {
      fatalError(
        "pictures have the shape [height, width], [n, height, width] or [n, height, width, 3], "
          + "not \(sizes)")
    }
    return ImageValues(
      count: layout.count, height: layout.height, width: layout.width,
      channels: layout.channels, values: scalars)
  }
}

extension Figure {
  /// The figure with the plane coloured by what a model says about each of its points, all asked at once.
  ///
  /// A model that returns one number a point gives the probability of class 1, and a line where it is one half;
  /// one that returns several gives every point the colour of the largest.
  ///
  ///     figure.decisionRegions(xRange: -2...2, yRange: -2...2) { points in model(points) }
  ///
  /// - Parameters:
  ///   - xRange: The horizontal coordinates asked about.
  ///   - yRange: The vertical coordinates asked about.
  ///   - resolution: How many points are asked about in each direction, 2 to 1,000.
  ///   - model: Makes of points, of shape [n, 2], probabilities, of shape [n] or [n, 1], or scores of classes, of
  ///     shape [n, classes].
  /// - Returns: The figure with the regions.
  public func decisionRegions(
    xRange: ClosedRange<some PlotNumber>, yRange: ClosedRange<some PlotNumber>,
    resolution: Int = 150, _ model: (_ points: Tensor) throws -> Tensor
  ) rethrows -> Figure {
    let (xRange, yRange) = (Self.numbers(xRange), Self.numbers(yRange))
    let xs = Self.steps(xRange, resolution)
    let places = Self.steps(yRange, resolution).flatMap { y in
      xs.flatMap { [Float($0), Float(y)] }
    }
    let count = resolution * resolution
    let answers = try model(Tensor(places, shape: [count, 2]))
    let sizes = answers.shape.dimensions
    guard let first = sizes.first, first == count, sizes.count <= 2, answers.count > 0 else {
      fatalError(
        "decisionRegions: for \(count) points, the model returns the shape [\(count)] or "
          + "[\(count), classes], not \(sizes)")
    }
    let classes = answers.count / count
    let grid = PlaneGrid(
      xRange: xRange, yRange: yRange, rows: resolution, columns: resolution,
      values: classes == 1 ? answers.scalars : Self.largest(answers.scalars, of: classes))
    return adding(.regions(Regions(grid: grid, isClass: classes > 1)))
  }

  /// The index of the largest of every so many numbers.
  private static func largest(_ scores: [Float], of classes: Int) -> [Float] {
    stride(from: 0, to: scores.count, by: classes).map { start in
      var best = 0
      for index in 1..<classes where scores[start + index] > scores[start + best] { best = index }
      return Float(best)
    }
  }
}
