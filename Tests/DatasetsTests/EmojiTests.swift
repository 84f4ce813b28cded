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

  @Test(arguments: Emoji.HeldOut.allCases, [389, 7] as [UInt64])
  func holdsOutCombinations(_ heldOut: Emoji.HeldOut, seed: UInt64) throws {
    let emoji = try Emoji.load(from: committed, holding: heldOut, seed: seed)
    let parts = [emoji.train, emoji.validation, emoji.test]
    #expect(parts.map(\.count).reduce(0, +) == 3655)
    #expect((400...420).contains(emoji.test.count))
    #expect((200...220).contains(emoji.validation.count))

    func key(_ words: [String]) -> Set<String> {
      Set(heldOut == .families ? CaptionWords.withoutSkinTones(words) : words)
    }
    let keys = parts.map { Set($0.captions.map(key)) }
    let sets = parts.map { Set($0.captions.map { Set($0) }) }
    let pictures = parts.map { part in
      Set((0..<part.count).map { Array(part.images.scalars[$0 * 3072..<($0 + 1) * 3072]) })
    }
    for (one, two) in [(0, 1), (0, 2), (1, 2)] {
      #expect(keys[one].isDisjoint(with: keys[two]))
      #expect(sets[one].isDisjoint(with: sets[two]))
      #expect(pictures[one].isDisjoint(with: pictures[two]))
    }
    var uses: [String: Int] = [:]
    for key in sets[0] { for word in key { uses[word, default: 0] += 1 } }
    for caption in emoji.validation.captions + emoji.test.captions {
      #expect(caption.allSatisfy { uses[$0, default: 0] >= 2 })
      #expect(key(caption).count > 1)
    }
    // Not in the order of the list, in which variants follow each other.
    let neighbours = zip(emoji.test.captions, emoji.test.captions.dropFirst())
    #expect(neighbours.count { $0.0.prefix(2) == $0.1.prefix(2) } < 40)
  }

  @Test func dealsTheSameForTheSameSeed() throws {
    let one = try Emoji.load(from: committed, seed: 1)
    #expect(try Emoji.load(from: committed, seed: 1).test.names == one.test.names)
    #expect(try Emoji.load(from: committed, seed: 2).test.names != one.test.names)
    #expect(try Emoji.load(from: committed).test.names.first == "thumbs up: medium-light skin tone")
  }

  @Test func trainsOnWhatLooksLikeSomethingElse() throws {
    let names = Set(try Emoji.load(from: committed).train.names)
    #expect(names.isSuperset(of: ["flag: Norway", "flag: Bouvet Island", "family"]))
    #expect(names.count { $0.hasPrefix("snowboarder") } == 6)
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
    ("emoji.tsv", 34, "the file has 0 emoji, but should have 3655"),
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
