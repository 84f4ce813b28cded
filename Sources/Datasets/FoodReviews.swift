/// 5,000 reviews of food, and whether the customer gave five stars: 4,000 to train on, 1,000 to test on.
public struct FoodReviews: Sendable {
  /// Reviews with their labels: 1 for five stars (``classNames``: great), 0 for one to four stars (other).
  ///
  /// The texts are as on the web page: with tags such as `<br />` and entities such as `&quot;`.
  public typealias Part = LabelledTexts

  /// 4,000 reviews, 2,600 of them with five stars.
  public let train: Part
  /// 1,000 reviews of other products, 658 of them with five stars.
  public let test: Part

  /// The names of the classes, by label.
  public var classNames: [String] { ["other", "great"] }

  /// Loads the data set, in the order and with the split of the source.
  ///
  /// Throws a ``DatasetError`` when a file is missing or damaged. Source: McAuley and Leskovec, From Amateurs to
  /// Connoisseurs, WWW 2013, by way of the R package modeldata (`small_fine_foods`).
  public static func load() throws(DatasetError) -> FoodReviews {
    try load(from: .fromEnvironment)
  }

  static func load(from directory: DatasetDirectory) throws(DatasetError) -> FoodReviews {
    let folder = try directory.resolve("food-reviews")
    return FoodReviews(
      train: try part(folder + "/train.tsv", count: 4000),
      test: try part(folder + "/test.tsv", count: 1000))
  }

  /// Reads a file of one line a review: score, product and text, with a tab between two.
  static func part(_ path: String, count: Int) throws(DatasetError) -> Part {
    let bytes = try FileContents.read(path, maximumByteCount: 50_000_000)
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    guard lines.popLast()?.isEmpty == true else {
      throw .damaged(path, line: lines.count + 1, "the last line does not end in a line feed")
    }
    guard lines.first.map({ $0.elementsEqual("score\tproduct\treview".utf8) }) == true else {
      throw .damaged(
        path, line: 1, "the header should be `score`, `product` and `review`, with tabs between")
    }
    var texts: [String] = []
    var labels: [Int] = []
    for (number, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard fields.count == 3 else {
        throw .damaged(path, line: number + 1, "the line has \(fields.count) of 3 fields")
      }
      labels.append(try label(fields[0], path: path, line: number + 1))
      guard let text = String(validating: fields[2], as: UTF8.self), !text.isEmpty else {
        throw .damaged(path, line: number + 1, "the review is empty or no UTF-8 text")
      }
      texts.append(text)
    }
    guard texts.count == count else {
      throw .damaged(path, "the file has \(texts.count) reviews, but should have \(count)")
    }
    return Part(texts: texts, labels: labels)
  }

  private static func label(
    _ score: ArraySlice<UInt8>, path: String, line: Int
  ) throws(DatasetError) -> Int {
    if score.elementsEqual("great".utf8) { return 1 }
    if score.elementsEqual("other".utf8) { return 0 }
    let found = String(decoding: score.prefix(20), as: UTF8.self)
    throw .damaged(path, line: line, "the score should be `great` or `other`, but is `\(found)`")
  }
}
