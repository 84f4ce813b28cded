import Foundation
import Tensors
import Testing

@testable import Datasets

/// The data sets that are committed beside the sources.
private let committed = DatasetDirectory(roots: [
  URL(filePath: #filePath).appending(path: "../../../datasets").standardizedFileURL.path
])

struct BreastCancerTests {
  @Test func loads() throws {
    let data = try BreastCancer.load(from: committed)
    #expect(data.features.shape == [569, 30])
    #expect(data.labels.count == 569)
    #expect(data.labels.count { $0 == 0 } == 212)
    #expect(data.labels.count { $0 == 1 } == 357)
    #expect(data.classNames == ["malignant", "benign"])
    #expect(data.featureNames.count == 30)
    #expect(data.featureNames.first == "mean radius")
    #expect(data.featureNames[17] == "concave points error")
    #expect(data.featureNames.last == "worst fractal dimension")
    #expect(data.features.scalars.prefix(4) == [17.99, 10.38, 122.8, 1001])
    #expect(data.features.scalars.suffix(3) == [0, 0.2871, 0.07039])
    #expect(data.labels.first == 0)
    #expect(data.labels.last == 1)
    #expect(data.malignant.shape == [569])
    #expect(data.malignant.scalars.count { $0 == 1 } == 212)
  }

  @Test func namesTheDamagedField() throws {
    let folder = try TemporaryFolder()
    let intact = try FileContents.read(committed.roots[0] + "/breast-cancer/breast_cancer.csv")
    let text = String(decoding: intact, as: UTF8.self)
    let path = "breast-cancer/breast_cancer.csv"
    try folder.write(text.replacing(",24.54,47.92,", with: ",24.S4,47.92,"), to: path)
    #expect {
      try BreastCancer.load(from: DatasetDirectory(roots: [folder.path]))
    } throws: { error in
      "\(error)" == """
        \(folder.path)/\(path):570:6: `mean texture` should be a number, but is `24.S4`
          help: `practical datasets verify breast-cancer` compares the files with their checksums
        """
    }
    let cut = text.prefix { $0 != "\n" } + "\n17.99,10.38"
    try folder.write(String(cut), to: path)
    #expect {
      try BreastCancer.load(from: DatasetDirectory(roots: [folder.path]))
    } throws: { error in
      (error as? DatasetError)?.message == "the line ends after 2 of 31 fields"
    }
  }
}

struct BodyMeasurementsTests {
  @Test func loads() throws {
    let data = try BodyMeasurements.load(from: committed)
    #expect(data.count == 507)
    #expect(data.sexes.count { $0 == .male } == 247)
    #expect(data.sexes.count { $0 == .female } == 260)
    #expect(data.features.shape == [507, 2])
    #expect(data.features.scalars.prefix(2) == [174, 65.6])
    #expect(data.features.scalars.suffix(2) == [163.8, 67.3])
    #expect(data.male.scalars.first == 1)
    #expect(data.male.scalars.last == 0)
  }

  @Test func convertsUnits() {
    let data = BodyMeasurements(
      heights: [182.88, 167.64], weights: [81.6466266, 56.69904625], sexes: [.male, .female])
    let expected: [Float] = [6, 180, 5.5, 125]
    for (found, expected) in zip(data.featuresInFeetAndPounds.scalars, expected) {
      #expect(abs(found - expected) <= 1e-6 * expected)
    }
  }
}

struct DigitsTests {
  @Test func loads() throws {
    let digits = try Digits.load(.small, from: committed)
    for (part, count) in [(digits.train, 4000), (digits.test, 1000)] {
      #expect(part.count == count)
      #expect((part.images.height, part.images.width) == (28, 28))
      for digit in 0..<10 { #expect(part.labels.count { $0 == digit } == count / 10) }
    }
    #expect(digits.train.labels.prefix(8) == [4, 6, 8, 4, 7, 4, 6, 7])
    #expect(digits.test.labels.prefix(8) == [0, 8, 0, 0, 1, 4, 1, 7])
    #expect(digits.train.images.prefix(20).tensor.shape == [20, 28, 28])
    #expect(digits.test.images.flattened.shape == [1000, 784])
    #expect(digits.test.images.flattened.scalars.max() == 1)
  }

  @Test func refusesFilesThatDoNotFitTogether() throws {
    let folder = try TemporaryFolder()
    let directory = DatasetDirectory(roots: [folder.path])
    let labels = "mnist-5k/train-labels-idx1-ubyte"
    try folder.write(
      [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 255],
      to: "mnist-5k/train-images-idx3-ubyte")
    try folder.write([0, 0, 8, 1, 0, 0, 0, 1, 3], to: labels)
    #expect(
      throws: DatasetError.damaged("\(folder.path)/\(labels)", "there are 1 labels for 2 pictures")
    ) {
      try Digits.load(.small, from: directory)
    }
    try folder.write([0, 0, 8, 1, 0, 0, 0, 2, 3, 10], to: labels)
    #expect(
      throws: DatasetError.damaged(
        "\(folder.path)/\(labels)", "label 2 is 10, but the classes are 0 to 9")
    ) {
      try Digits.load(.small, from: directory)
    }
  }
}

struct GrayscaleImagesTests {
  private let images = GrayscaleImages(pixels: [0, 51, 102, 153, 204, 255], height: 1, width: 2)

  @Test func selectsPictures() {
    #expect(images.count == 3)
    #expect(images[1].pixels == [102, 153])
    #expect(images[1..<3].pixels == [102, 153, 204, 255])
    #expect(images.prefix(9) == images)
    #expect(images.prefix(-1).count == 0)
    #expect(images.selecting([2, 0, 2]).pixels == [204, 255, 0, 51, 204, 255])
    let labelled = LabelledImages(images: images, labels: [7, 8, 9])
    #expect(labelled.selecting([2, 1]).labels == [9, 8])
    #expect(labelled.prefix(1).labels == [7])
  }

  @Test func scalesPixels() {
    #expect(images.tensor.shape == [3, 1, 2])
    #expect(images.tensor.scalars == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(images.flattened.shape == [3, 2])
  }

  @Test func stopsOnImpossibleRequests() async {
    await #expect(processExitsWith: .failure) {
      _ = GrayscaleImages(pixels: [1, 2, 3], height: 1, width: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = GrayscaleImages(pixels: [1, 2], height: 1, width: 2)[1]
    }
  }
}
