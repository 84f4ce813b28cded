import Foundation
import Testing

@testable import Datasets

struct SMSSpamTests {
  @Test func keepsTheFirstOfEqualMessages() throws {
    let text = "ham\tOk lar\nspam\tFree \u{A3}5\tnow\nham\tOk lar\nham\tok lar\n"
    let messages = try SMSSpam.distinctMessages(Array(text.utf8), path: "sms", lineCount: 4)
    #expect(
      messages
        == LabelledTexts(texts: ["Ok lar", "Free \u{A3}5\tnow", "ok lar"], labels: [0, 1, 0]))
  }

  @Test(arguments: [
    ("ham\tA\nham\tB", "sms:2: the last line does not end in a line feed"),
    ("ham\tA\n", "sms: the file has 1 messages, but should have 2"),
    ("ham\tA\neggs\tB\n", "sms:2: the line should be `ham` or `spam`, a tab and a message"),
    ("ham\tA\nspam\n", "sms:2: the line should be `ham` or `spam`, a tab and a message"),
    ("ham\tA\nspam\t\n", "sms:2: the message is empty or no UTF-8 text"),
  ])
  func namesTheDamagedLine(_ text: String, _ words: String) {
    #expect {
      try SMSSpam.distinctMessages(Array(text.utf8), path: "sms", lineCount: 2)
    } throws: {
      "\($0)".hasPrefix(words + "\n")
    }
  }

  /// Runs where the collection was fetched to the folder that `PRACTICAL_DATASETS` names.
  @Test(.enabled(if: fetched != nil))
  func splitsTheCollection() throws {
    let directory = DatasetDirectory(roots: [try #require(Self.fetched)])
    let first = try SMSSpam.load(testShare: 0.2, seed: 389, from: directory)
    #expect((first.train.count, first.test.count) == (4137, 1034))
    #expect((first.train.labels + first.test.labels).count { $0 == 1 } == 653)
    #expect(Set(first.train.texts).isDisjoint(with: first.test.texts))
    #expect(try SMSSpam.load(testShare: 0.2, seed: 389, from: directory) == first)
    #expect(try SMSSpam.load(testShare: 0.2, seed: 390, from: directory) != first)
    #expect(try SMSSpam.load(testShare: 0, seed: 1, from: directory).test.count == 0)
  }

  private static var fetched: String? {
    let folder = ProcessInfo.processInfo.environment["PRACTICAL_DATASETS"] ?? ""
    return FileManager.default.fileExists(atPath: folder + "/sms-spam") ? folder : nil
  }
}
