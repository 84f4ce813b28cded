internal import Tensors

/// 5,171 text messages in English, and which of them are spam, in a part to train on and a part to test on.
///
/// The collection has 5,574 messages; the 403 that repeat another word for word are left out, since a model would
/// meet them in both parts.
public struct SMSSpam: Sendable, Equatable {
  /// Messages with their labels: 1 for spam, 0 for what somebody meant to get (ham).
  public typealias Part = LabelledTexts

  /// The messages to train on.
  public let train: Part
  /// The messages to test on, none of which is in the training part.
  public let test: Part

  /// The names of the classes, by label.
  public var classNames: [String] { ["ham", "spam"] }

  /// Loads the messages, once `practical datasets fetch sms-spam` has fetched them.
  ///
  /// Source: T. Almeida, J. M. Gómez Hidalgo, A. Yamakami, Contributions to the Study of SMS Spam Filtering: New
  /// Collection and Results, ACM DocEng 2011; UCI Machine Learning Repository, doi 10.24432/C5CC84.
  ///
  /// - Parameters:
  ///   - testShare: How much of the messages is for testing, from 0 to 1; a fifth is 1,034 of them.
  ///   - seed: What decides which messages these are, and the order of all; the same seed gives the same split on
  ///     every machine.
  /// - Returns: The messages, both parts shuffled.
  /// - Throws: A ``DatasetError`` when the file is missing or damaged; it names the command that fetches or mends
  ///   the file.
  public static func load(
    testShare: Double = 0.2, seed: UInt64 = 389
  ) throws(DatasetError) -> SMSSpam {
    try load(testShare: testShare, seed: seed, from: .fromEnvironment)
  }

  static func load(
    testShare: Double, seed: UInt64, from directory: DatasetDirectory
  ) throws(DatasetError) -> SMSSpam {
    guard (0...1).contains(testShare) else {
      fatalError("the share of messages to test on is from 0 to 1, not \(testShare)")
    }
    let folder = try FullDataset.smsSpam.folder(in: directory)
    let messages = try FullDataset.smsSpam.mending { () throws(DatasetError) in
      try FullDataset.smsSpam.read("SMSSpamCollection", in: folder) {
        (bytes, path) throws(DatasetError) in
        try distinctMessages(bytes, path: path, lineCount: 5574)
      }
    }
    var random = RandomGenerator(seed: seed, label: "sms-spam")
    let order = random.permutation(of: messages.count)
    let testCount = Int((Double(messages.count) * testShare).rounded())
    return SMSSpam(
      train: messages.selecting(order.dropFirst(testCount)),
      test: messages.selecting(order.prefix(testCount)))
  }

  /// Parses one line a message, `ham` or `spam`, a tab and the text; of equal texts the first is kept.
  static func distinctMessages(
    _ bytes: [UInt8], path: String, lineCount: Int
  ) throws(DatasetError) -> LabelledTexts {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    guard lines.popLast()?.isEmpty == true else {
      throw .damaged(path, line: lines.count + 1, "the last line does not end in a line feed")
    }
    guard lines.count == lineCount else {
      throw .damaged(path, "the file has \(lines.count) messages, but should have \(lineCount)")
    }
    var (texts, labels): ([String], [Int]) = ([], [])
    var seen: Set<String> = []
    for (index, line) in lines.enumerated() {
      let fields = line.split(
        separator: UInt8(ascii: "\t"), maxSplits: 1, omittingEmptySubsequences: false)
      let label = ["ham", "spam"].firstIndex { fields[0].elementsEqual($0.utf8) }
      guard let label, fields.count == 2 else {
        throw .damaged(
          path, line: index + 1, "the line should be `ham` or `spam`, a tab and a message")
      }
      guard let text = String(validating: fields[1], as: UTF8.self), !text.isEmpty else {
        throw .damaged(path, line: index + 1, "the message is empty or no UTF-8 text")
      }
      if seen.insert(text).inserted {
        texts.append(text)
        labels.append(label)
      }
    }
    return LabelledTexts(texts: texts, labels: labels)
  }
}
