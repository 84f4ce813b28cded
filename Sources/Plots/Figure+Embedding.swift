extension Figure {
  /// The figure with labelled points: words, documents or pictures where an embedding puts them.
  ///
  /// The texts are put beside their points so that they cover neither one another nor the points, with a thin
  /// line to the point where they had to move away. Where the crowd leaves no place, a text is left out, and the
  /// figure says how many were.
  ///
  ///     let plane = embedding.principalComponents(2)        // [words, 2]
  ///     show(Figure(title: "Words").embedding(plane, labels: words, classes: topics, names: ["food", "places"]))
  ///
  /// **Errors:** ends the program when points do not have two coordinates, or when the counts of points, labels
  /// and classes differ.
  ///
  /// - Parameters:
  ///   - points: One point a row: its horizontal and its vertical coordinate.
  ///   - labels: The texts, one a point; an empty text leaves its point without one.
  ///   - classes: The class of every point, whole numbers from 0; empty gives all points one colour.
  ///   - names: The names of the classes in the legend; empty writes their numbers.
  /// - Returns: The figure with points and texts.
  public func embedding(
    _ points: some PlotMatrix, labels: some PlotLabels, classes: some PlotValues = [Int](),
    names: [String] = []
  ) -> Figure {
    let matrix = points.plotMatrix
    guard matrix.columns == 2 else {
      fatalError("embedding: points have two coordinates, not \(matrix.columns)")
    }
    let x = (0..<matrix.rows).map { matrix.values[2 * $0] }
    let y = (0..<matrix.rows).map { matrix.values[2 * $0 + 1] }
    let labels = labels.plotLabels
    guard labels.count == x.count else {
      fatalError("embedding: \(x.count) points need as many labels, not \(labels.count)")
    }
    let classes = classes.plotValues
    let figure =
      classes.isEmpty
      ? scatter(x, y, opacity: 0.8) : scatter(x, y, classes: classes, names: names)
    return figure.texts(x, y, labels, alignment: .automatic)
  }
}
