public import Tensors

/// Height, weight and sex of 507 physically active adults, the men first.
public struct BodyMeasurements: Sendable {
  /// The sex of a person, as the source codes it.
  public enum Sex: Int, Sendable, CaseIterable {
    /// A woman.
    case female = 0
    /// A man.
    case male = 1
  }

  /// The heights in centimetres.
  public let heights: [Float]
  /// The weights in kilograms.
  public let weights: [Float]
  /// The sexes.
  public let sexes: [Sex]

  /// The number of people.
  public var count: Int { sexes.count }

  /// Height in centimetres and weight in kilograms, of shape `[count, 2]`.
  public var features: Tensor { Self.pairs(heights, weights) }

  /// Height in feet and weight in pounds, the units of the lecture's example, of shape `[count, 2]`.
  public var featuresInFeetAndPounds: Tensor { Self.pairs(heightsInFeet, weightsInPounds) }

  /// The heights in feet, of 30.48 centimetres.
  public var heightsInFeet: [Float] { heights.map { $0 / 30.48 } }

  /// The weights in pounds, of 0.45359237 kilograms.
  public var weightsInPounds: [Float] { weights.map { $0 / 0.453_592_37 } }

  /// The targets, of shape `[count]`: 1 for a man, 0 for a woman.
  public var male: Tensor { Tensor(sexes.map { Float($0.rawValue) }, shape: [count]) }

  /// Loads the data set, in the order of the source: shuffle it before splitting.
  ///
  /// Throws a ``DatasetError`` when the file is missing or damaged. Source: Heinz, Peterson, Johnson and Kerk,
  /// Journal of Statistics Education 11(2), 2003, by way of the R package openintro (`bdims`).
  public static func load() throws(DatasetError) -> BodyMeasurements {
    try load(from: .fromEnvironment)
  }

  static func load(from directory: DatasetDirectory) throws(DatasetError) -> BodyMeasurements {
    let columns = [
      CSVFormat.Column(name: "height_cm"), CSVFormat.Column(name: "weight_kg"),
      CSVFormat.Column(name: "sex", codes: 0...1),
    ]
    let table = try CSVTable.load(
      directory.resolve("body-measurements") + "/body_measurements.csv",
      as: CSVFormat(columns: columns, rowCount: 507))
    return BodyMeasurements(
      heights: table.column(0), weights: table.column(1),
      sexes: table.column(2).map { $0 == 1 ? .male : .female })
  }

  private static func pairs(_ first: [Float], _ second: [Float]) -> Tensor {
    Tensor(zip(first, second).flatMap { [$0, $1] }, shape: [first.count, 2])
  }
}
