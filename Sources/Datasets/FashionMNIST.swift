/// Pictures of 70,000 pieces of clothing in ten classes, in the files and the format of MNIST, but harder to tell
/// apart.
public struct FashionMNIST: Sendable, Equatable {
  /// 60,000 pictures to train on, 6,000 of each class.
  public let train: LabelledImages
  /// 10,000 pictures to test on, 1,000 of each class.
  public let test: LabelledImages

  /// The names of the classes, by label.
  public var classNames: [String] {
    [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ]
  }

  /// Loads the pictures, of 28 × 28 pixels, with labels from 0 to 9.
  ///
  /// They are found where `practical datasets fetch fashion-mnist` puts them, or in Debian's package
  /// `dataset-fashion-mnist`. Throws a ``DatasetError`` when a file is missing or damaged; it names the command
  /// that fetches or mends the file. Source: H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset
  /// for Benchmarking Machine Learning Algorithms, arXiv 1708.07747, 2017.
  public static func load() throws(DatasetError) -> FashionMNIST {
    try load(from: DatasetDirectory.fromEnvironment.andSystem)
  }

  static func load(from directory: DatasetDirectory) throws(DatasetError) -> FashionMNIST {
    let parts = try LabelledImages.parts(of: .fashionMNIST, in: directory)
    return FashionMNIST(train: parts.train, test: parts.test)
  }
}
