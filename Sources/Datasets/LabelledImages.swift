/// Pictures, each with the number of its class.
public struct LabelledImages: Sendable, Equatable {
  /// The pictures.
  public let images: GrayscaleImages
  /// The classes of the pictures, from 0 up, in the same order.
  public let labels: [Int]

  /// The number of pictures.
  public var count: Int { labels.count }

  /// Makes a set of pictures and their classes; stops the program when their numbers differ.
  public init(images: GrayscaleImages, labels: [Int]) {
    guard images.count == labels.count else {
      fatalError("there are \(images.count) pictures, but \(labels.count) labels")
    }
    self.images = images
    self.labels = labels
  }

  /// The first pictures, as many as there are up to a number.
  public func prefix(_ maximumCount: Int) -> LabelledImages {
    LabelledImages(
      images: images.prefix(maximumCount), labels: Array(labels.prefix(max(maximumCount, 0))))
  }

  /// Pictures in any order, chosen by their places; stops the program when one is not there.
  public func selecting(_ indices: some Collection<Int>) -> LabelledImages {
    LabelledImages(images: images.selecting(indices), labels: indices.map { labels[$0] })
  }
}

extension LabelledImages {
  /// Reads two IDX files, one of pictures and one of labels below a number of classes.
  static func load(
    images imagesPath: String, labels labelsPath: String, classCount: Int
  ) throws(DatasetError) -> LabelledImages {
    try LabelledImages(
      pictures: IDXFile.load(imagesPath, rank: 3), imagesPath: imagesPath,
      labels: IDXFile.load(labelsPath, rank: 1), labelsPath: labelsPath, classCount: classCount)
  }

  /// Puts pictures and labels together that were read from files; the paths are for messages.
  init(
    pictures: IDXFile, imagesPath: String, labels: IDXFile, labelsPath: String, classCount: Int
  ) throws(DatasetError) {
    let sizes = pictures.dimensions
    guard sizes.allSatisfy({ $0 > 0 }) else { throw .damaged(imagesPath, "the pictures are empty") }
    guard labels.values.count == sizes[0] else {
      throw .damaged(
        labelsPath, "there are \(labels.values.count) labels for \(sizes[0]) pictures")
    }
    if let place = labels.values.firstIndex(where: { $0 >= classCount }) {
      throw .damaged(
        labelsPath,
        "label \(place + 1) is \(labels.values[place]), but the classes are 0 to \(classCount - 1)")
    }
    self.init(
      images: GrayscaleImages(pixels: pictures.values, height: sizes[1], width: sizes[2]),
      labels: labels.values.map(Int.init))
  }
}
