import Foundation
import Testing

@testable import Datasets

private let header = "score\tproduct\treview\n"

struct FoodReviewsTests {
  @Test func loads() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../datasets").standardizedFileURL
    let reviews = try FoodReviews.load(from: DatasetDirectory(roots: [folder.path]))
    #expect(reviews.train.count == 4000)
    #expect(reviews.train.labels.count { $0 == 1 } == 2600)
    #expect(reviews.test.count == 1000)
    #expect(reviews.test.labels.count { $0 == 1 } == 658)
    #expect(reviews.classNames == ["other", "great"])
    #expect(
      reviews.train.texts.first
        == "this stuff is  not stuffing  its  not good at all  save your money")
    #expect(reviews.train.labels.prefix(3) == [0, 1, 1])
    #expect(reviews.test.texts.first?.hasPrefix("These are the best tasting gummy fruits") == true)
    #expect(reviews.test.labels.prefix(3) == [1, 1, 0])
    let some = reviews.test.selecting([2, 0])
    #expect(some.labels == [0, 1])
    #expect(some.texts.last == reviews.test.texts.first)
  }

  @Test func readsTexts() throws {
    let part = try read("score\tproduct\treview\ngreat\tB1\tgood \u{FFFD} <br />\nother\tB2\tbad\n")
    #expect(part == FoodReviews.Part(texts: ["good \u{FFFD} <br />", "bad"], labels: [1, 0]))
  }

  @Test(arguments: [
    (
      "score\treview\n",
      ":1: the header should be `score`, `product` and `review`, with tabs between"
    ),
    ("", ":1: the header should be `score`, `product` and `review`, with tabs between"),
    (header + "great\tB1\tgood", ":2: the last line does not end in a line feed"),
    (header + "great\tB1\tgood\nother\tB2\n", ":3: the line has 2 of 3 fields"),
    (header + "great\tB1\ta\tb\n", ":2: the line has 4 of 3 fields"),
    (header + "good\tB1\tgood\n", ":2: the score should be `great` or `other`, but is `good`"),
    (header + "great\tB1\t\n", ":2: the review is empty or no UTF-8 text"),
    (header + "great\tB1\tgood\n", ": the file has 1 reviews, but should have 2"),
  ])
  func namesWhatIsDamaged(_ text: String, _ problem: String) throws {
    #expect {
      try read(text)
    } throws: { error in
      guard let error = error as? DatasetError else { return false }
      return error.description.hasPrefix(
        "\(error.path)\(problem)\n  help: `practical datasets verify")
    }
  }

  @Test func refusesBytesThatAreNoText() {
    let bytes = Array((header + "great\tB1\t").utf8) + [0xFF, 0x0A]
    #expect(throws: DatasetError.self) {
      let folder = try TemporaryFolder()
      try folder.write(bytes, to: "food-reviews/train.tsv")
      _ = try FoodReviews.part(folder.path + "/food-reviews/train.tsv", count: 1)
    }
  }

  @Test func stopsOnLabelsThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      _ = FoodReviews.Part(texts: ["good"], labels: [1, 0])
    }
  }

  private func read(_ text: String) throws -> FoodReviews.Part {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "food-reviews/train.tsv")
    return try FoodReviews.part(folder.path + "/food-reviews/train.tsv", count: 2)
  }
}
