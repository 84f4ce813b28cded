import Foundation
import Tensors
import Testing

@testable import Datasets

private let committed = DatasetDirectory(roots: [
  URL(filePath: #filePath).appending(path: "../../../datasets").standardizedFileURL.path
])

struct EmojiTests {
  @Test func loads() throws {
    let emoji = try Emoji.load(from: committed)
    #expect(emoji.train.count == 3054)
    #expect(emoji.validation.count == 201)
    #expect(emoji.test.count == 400)
    #expect(emoji.train.images.shape == [3054, 32, 32, 3])
    #expect(emoji.test.images.scalars.min().map { $0 >= 0 } == true)
    #expect(emoji.test.images.scalars.max() == 1)
    let all = [emoji.train, emoji.validation, emoji.test]
    #expect(Set(all.flatMap(\.names)).count == 3655)
    #expect(Set(all.flatMap(\.groups)).count == 9)
    #expect(Set(all.flatMap(\.subgroups)).count == 99)

    // Green, white and red in one picture, and the colours of a name.
    let place = try #require(emoji.train.names.firstIndex(of: "flag: Italy"))
    let flag = emoji.train.selecting([place])
    #expect(flag.characters == ["\u{1F1EE}\u{1F1F9}"])
    #expect(flag.captions == [["flag", "italy"]])
    #expect(flag.groups + flag.subgroups == ["Flags", "country-flag"])
    #expect(flag.images.shape == [1, 32, 32, 3])
    #expect(flag.images[0, 14, 4, 1] > flag.images[0, 14, 4, 0] + 0.3)
    #expect(flag.images[0, 14, 16, 2] > 0.8)
    #expect(flag.images[0, 14, 27, 0] > flag.images[0, 14, 27, 1] + 0.3)
  }

  private static let loaded = Result {
    let folder = try committed.resolve("emoji")
    let table = try EmojiTable(path: folder + "/emoji.tsv")
    let sheet = try EmojiSheet(path: folder + "/emoji.png", count: table.names.count)
    return (
      names: table.names, captions: table.names.map(CaptionWords.split), pictures: sheet.numbers
    )
  }

  @Test(arguments: Emoji.HeldOut.allCases, [389, 7] as [UInt64])
  func holdsOutCombinations(_ heldOut: Emoji.HeldOut, seed: UInt64) throws {
    let (_, captions, pictures) = try Self.loaded.get()
    let split = EmojiSplit(captions: captions, pictures: pictures, heldOut: heldOut, seed: seed)
    let parts = [split.train, split.validation, split.test]
    #expect(parts.flatMap(\.self).sorted() == Array(0..<3655))
    // The last combination may bring a whole family.
    #expect((400..<430).contains(split.test.count))
    #expect((200..<230).contains(split.validation.count))

    func key(_ words: [String]) -> Set<String> {
      Set(heldOut == .families ? CaptionWords.withoutSkinTones(words) : words)
    }
    let keys = parts.map { Set($0.map { key(captions[$0]) }) }
    let sets = parts.map { Set($0.map { Set(captions[$0]) }) }
    let shown = parts.map { Set($0.map { pictures[$0] }) }
    for (one, two) in [(0, 1), (0, 2), (1, 2)] {
      #expect(keys[one].isDisjoint(with: keys[two]))
      #expect(sets[one].isDisjoint(with: sets[two]))
      #expect(shown[one].isDisjoint(with: shown[two]))
    }
    var uses: [String: Int] = [:]
    for set in sets[0] { for word in set { uses[word, default: 0] += 1 } }
    for caption in (split.validation + split.test).map({ captions[$0] }) {
      #expect(caption.allSatisfy { uses[$0, default: 0] >= 2 })
      #expect(key(caption).count > 1)
    }
    // Not in the order of the list, in which variants follow each other.
    #expect(zip(split.test, split.test.dropFirst()).count { $0.1 == $0.0 + 1 } < 20)
  }

  @Test func dealsTheSameForTheSameSeed() throws {
    let (names, captions, pictures) = try Self.loaded.get()
    func split(_ seed: UInt64) -> EmojiSplit {
      EmojiSplit(captions: captions, pictures: pictures, heldOut: .captions, seed: seed)
    }
    #expect(split(1) == split(1))
    #expect(split(1) != split(2))
    #expect(split(389).test.first.map { names[$0] } == "thumbs up: medium-light skin tone")
  }

  @Test func trainsOnWhatLooksLikeSomethingElse() throws {
    let (names, captions, pictures) = try Self.loaded.get()
    let same = Dictionary(grouping: pictures.indices) { pictures[$0] }.values.filter {
      $0.count > 1
    }
    #expect(same.count == 8)
    #expect(same.map(\.count).reduce(0, +) == 22)
    for heldOut in Emoji.HeldOut.allCases {
      let split = EmojiSplit(captions: captions, pictures: pictures, heldOut: heldOut, seed: 389)
      #expect(Set(split.train).isSuperset(of: same.flatMap(\.self)))
      #expect(split.train.count { names[$0].hasPrefix("snowboarder") } == 6)
    }
  }

  @Test(arguments: [
    (
      "woman health worker: medium-dark skin tone",
      ["woman", "health", "worker", "medium-dark", "skin", "tone"], ["woman", "health", "worker"]
    ),
    (
      "person: light skin tone, bald", ["person", "light", "skin", "tone", "bald"],
      ["person", "bald"]
    ),
    ("Mrs. Claus", ["mrs", "claus"], ["mrs", "claus"]),
    ("twelve o’clock", ["twelve", "o’clock"], ["twelve", "o’clock"]),
    ("Japanese “here” button", ["japanese", "here", "button"], ["japanese", "here", "button"]),
    ("keycap: #", ["keycap", "#"], ["keycap", "#"]),
    ("  A (b)! ", ["a", "b"], ["a", "b"]),
    ("skin tone", ["skin", "tone"], []),
  ])
  func splitsNames(_ name: String, words: [String], withoutTones: [String]) {
    #expect(CaptionWords.split(name) == words)
    #expect(CaptionWords.withoutSkinTones(words) == withoutTones)
  }

  @Test(arguments: [
    ("emoji.png", 400_000, "this is no PNG file that can be read: the file is cut off"),
    ("emoji.tsv", 100_000, "the last line does not end in a line feed"),
    ("emoji.tsv", 32, "the file has 0 emoji, but should have 3655"),
  ])
  func namesTheFileThatWasCut(_ file: String, length: Int, message: String) throws {
    let folder = try TemporaryFolder()
    for name in ["emoji.png", "emoji.tsv"] {
      let bytes = try FileContents.read(committed.roots[0] + "/emoji/" + name)
      try folder.write(name == file ? Array(bytes[..<length]) : bytes, to: "emoji/" + name)
    }
    #expect {
      try Emoji.load(from: DatasetDirectory(roots: [folder.path]))
    } throws: { error in
      guard let error = error as? DatasetError else { return false }
      return error.path == "\(folder.path)/emoji/\(file)" && error.message == message
        && error.help == "`practical datasets verify emoji` compares the files with their checksums"
    }
  }

  @Test(arguments: [
    ("1F600\tG\tS\n", "the line has 3 of 4 fields"),
    ("1F60X\tG\tS\tname\n", "the code points should be hexadecimal numbers with spaces between"),
    ("D800\tG\tS\tname\n", "the code points should be hexadecimal numbers with spaces between"),
    ("1F600\tG\t\tname\n", "a field is empty"), ("1F600\tG\tS\t()\n", "a field is empty"),
  ])
  func namesTheLine(_ line: String, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("code points\tgroup\tsubgroup\tname\n" + line, to: "emoji/emoji.tsv")
    let path = folder.path + "/emoji/emoji.tsv"
    #expect(throws: DatasetError.damaged(path, line: 2, message)) {
      try EmojiTable(path: path, count: 1)
    }
  }

  @Test func refusesAnotherPicture() throws {
    let folder = try TemporaryFolder()
    try folder.write(PNGMaker(width: 1, height: 1).file([[7]]), to: "emoji/emoji.png")
    #expect {
      try EmojiSheet(path: folder.path + "/emoji/emoji.png", count: 3655)
    } throws: { error in
      (error as? DatasetError)?.message
        == "the sheet has 1 × 1 pixels, but should have 2048 × 1856 opaque ones"
    }
  }
}
