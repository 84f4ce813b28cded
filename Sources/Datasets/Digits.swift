/// Handwritten digits from MNIST, in a part to train on and a part to test on.
public struct Digits: Sendable, Equatable {
  /// Which selection of MNIST to load.
  public enum Source: String, Sendable, CaseIterable {
    /// 4,000 digits to train on and 1,000 to test on, which come with the program.
    case small = "mnist-5k"
    /// 60,000 digits to train on and 10,000 to test on, once `practical datasets fetch mnist` has fetched them.
    case full = "mnist"
  }

  /// The digits to train on; label 7 is the digit 7.
  public let train: LabelledImages
  /// The digits to test on, none of which is in the training part.
  public let test: LabelledImages

  /// Loads the digits: pictures of 28 × 28 pixels with labels from 0 to 9, both parts shuffled.
  ///
  /// Throws a ``DatasetError`` when a file is missing or damaged; it names the command that fetches or mends the
  /// file. Source: Y. LeCun, C. Cortes, C. Burges, MNIST.
  public static func load(_ source: Source = .small) throws(DatasetError) -> Digits {
    try load(source, from: .fromEnvironment)
  }

  static func load(
    _ source: Source, from directory: DatasetDirectory
  ) throws(DatasetError) -> Digits {
    if source == .full {
      let parts = try LabelledImages.parts(of: .mnist, in: directory)
      return Digits(train: parts.train, test: parts.test)
    }
    let folder = try directory.resolve(source.rawValue)
    return Digits(
      train: try part("train", in: folder), test: try part("t10k", in: folder))
  }

  private static func part(
    _ name: String, in folder: String
  ) throws(DatasetError) -> LabelledImages {
    try LabelledImages.load(
      images: "\(folder)/\(name)-images-idx3-ubyte", labels: "\(folder)/\(name)-labels-idx1-ubyte",
      classCount: 10)
  }
}
