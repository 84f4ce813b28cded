public import Tensors

/// 569 breast masses, each described by 30 measurements of its cell nuclei, and whether it is malignant.
public struct BreastCancer: Sendable {
  /// The measurements, of shape `[569, 30]`; columns as in ``featureNames``, lengths in pixels of the picture.
  public let features: Tensor
  /// The classes of the 569 rows, as scikit-learn numbers them: 0 is malignant, 1 is benign.
  public let labels: [Int]
  /// The names of the 30 columns: mean, standard error and worst value of ten measurements.
  public let featureNames: [String]

  /// The names of the classes, by label.
  public var classNames: [String] { ["malignant", "benign"] }

  /// The targets with the illness as the positive class, of shape `[569]`: 1 is malignant, 0 is benign.
  public var malignant: Tensor {
    Tensor(labels.map { $0 == 0 ? 1 : 0 }, shape: [labels.count])
  }

  /// Loads the data set, in the order of the source.
  ///
  /// Throws a ``DatasetError`` when the file is missing or damaged. Source: Wolberg, Street and Mangasarian,
  /// Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, by way of scikit-learn.
  public static func load() throws(DatasetError) -> BreastCancer {
    try load(from: .fromEnvironment)
  }

  static func load(from directory: DatasetDirectory) throws(DatasetError) -> BreastCancer {
    let names = columnNames
    let columns = names.map { CSVFormat.Column(name: $0) }
    let label = CSVFormat.Column(name: "label", codes: 0...1)
    let table = try CSVTable.load(
      directory.resolve("breast-cancer") + "/breast_cancer.csv",
      as: CSVFormat(columns: columns + [label], rowCount: 569))
    return BreastCancer(
      features: Tensor(table.columns(0..<names.count), shape: [569, names.count]),
      labels: table.column(names.count).map { Int($0) }, featureNames: names)
  }

  private static var columnNames: [String] {
    let measurements = [
      "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity",
      "concave points", "symmetry", "fractal dimension",
    ]
    return measurements.map { "mean \($0)" } + measurements.map { "\($0) error" }
      + measurements.map { "worst \($0)" }
  }
}
