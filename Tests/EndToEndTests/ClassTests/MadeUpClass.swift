import Foundation

/// A class that hands in whatever classes hand in, with the mark that each must get.
struct MadeUpClass {
  /// What one student must get.
  struct Expected: Equatable, Comparable {
    var student: String
    var score: Double
    var status: String

    static func < (one: Expected, other: Expected) -> Bool { one.student < other.student }
  }

  /// A file among the submissions.
  struct File {
    var path: String
    var bytes: [UInt8]
    /// When it was handed in, in seconds since 1970.
    var time: Double
  }

  private(set) var files: [File] = []
  private(set) var expected: [Expected] = []
  /// Students of whom nothing is handed in but an empty folder.
  private(set) var emptyFolders: [String] = []
  /// Links among the submissions, with where they lead.
  private(set) var links: [(path: String, target: String)] = []
  private var random = SplitMix(seed: 389)
  private var count = 0

  /// When the practical is due.
  static let due = 1_795_000_000.0

  /// Makes a class.
  ///
  /// - Parameters:
  ///   - size: how many students, beside those who attack.
  ///   - attacks: the submissions that attack the grader.
  init(size: Int, attacks: [AttackTests.Attack]) {
    for attack in attacks { add(attack) }
    let kinds: [(inout MadeUpClass) -> Void] = [
      { $0.addMixed() }, { $0.addRight() }, { $0.addMixed() }, { $0.addLate() }, { $0.addEmpty() },
      { $0.addMixed() }, { $0.addArchive() }, { $0.addUseless() }, { $0.addCanvas() },
      { $0.addMixed() }, { $0.addMoodle() }, { $0.addTwice() }, { $0.addBroken() },
      { $0.addHostileArchive() }, { $0.addMissing() },
    ]
    for index in 0..<size { kinds[index % kinds.count](&self) }
    expected.sort()
  }

  /// Writes the submissions into a folder.
  func write(to folder: Workplace, below name: String) throws {
    for file in files {
      try folder.write(file.bytes, to: "\(name)/\(file.path)")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: file.time)],
        ofItemAtPath: folder.url.appending(path: "\(name)/\(file.path)").path)
    }
    for student in emptyFolders {
      try folder.write("no Markdown", to: "\(name)/\(student)/readme.txt")
    }
    for link in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: "\(name)/\(link.path)").path,
        withDestinationPath: link.target)
    }
  }

  private mutating func student(_ kind: String) -> String {
    count += 1
    return "\(kind)-\(count)"
  }

  private mutating func put(_ text: String, at path: String, after due: Double = -3600) {
    files.append(File(path: path, bytes: Array(text.utf8), time: Self.due + due))
  }

  private mutating func expect(_ student: String, _ score: Double, _ status: String = "graded") {
    expected.append(Expected(student: student, score: score, status: status))
  }

  /// Random pieces and what they are worth; at least one is of use, so that it is graded.
  private mutating func mixed(_ words: String) -> (text: String, score: Double) {
    // One student in forty: each of them takes as long as twenty others.
    let double =
      count % 40 == 39 ? ClassPractical.endless : random.pick(ClassPractical.doubles)
    let square = random.pick(ClassPractical.squares)
    let quiz = random.pick(Array(ClassPractical.quizzes.prefix(4)))
    return (
      ClassPractical.markdown(double, square, quiz, words: words),
      double.points + square.points + quiz.points
    )
  }

  private func right(_ words: String) -> String {
    ClassPractical.markdown(
      ClassPractical.doubles[0], ClassPractical.squares[0], ClassPractical.quizzes[0], words: words)
  }

  private mutating func addMixed() {
    let name = student("mixed")
    let (text, score) = mixed(name)
    put(text, at: "\(name).md")
    expect(name, score)
  }

  private mutating func addRight() {
    let name = student("right")
    put(right(name), at: "\(name)/target.md")
    put("notes", at: "\(name)/notes.txt")
    expect(name, ClassPractical.maxScore)
  }

  private mutating func addLate() {
    let name = student("late")
    let (text, score) = mixed(name)
    put(text, at: "\(name).md", after: 3600)
    expect(name, score)
  }

  private mutating func addEmpty() {
    let name = student("empty")
    put(random.pick(["", "\n \n", "\u{FEFF}"]), at: "\(name).md")
    expect(name, 0, "notGradable")
  }

  private mutating func addArchive() {
    let name = student("archive")
    let (text, score) = mixed(name)
    files.append(
      File(
        path: "target-\(name).zip", bytes: Archive.zip(Array(text.utf8), name: "target.md"),
        time: Self.due - 60))
    expect(name, score)
  }

  private mutating func addUseless() {
    let name = student("useless")
    let huge = [UInt8](repeating: 0x61, count: 4_000_001)
    switch count % 3 {
    case 0: files.append(File(path: "\(name).md", bytes: [0x23, 0, 0xFF, 1], time: Self.due))
    case 1: files.append(File(path: "\(name).md", bytes: huge, time: Self.due))
    default: links.append(("\(name).md", "../course/target.md"))
    }
    expect(name, 0, "notGradable")
  }

  private mutating func addCanvas() {
    let name = student("canvas").replacing("-", with: "")
    let (text, score) = mixed(name)
    let late = count % 2 == 0 ? "_LATE" : ""
    put(text, at: "\(name)\(late)_\(count)_\(9000 + count)_target.md")
    expect(name, score)
  }

  private mutating func addMoodle() {
    let name = student("Moodle Student")
    let (text, score) = mixed(name)
    put(text, at: "\(name)_\(1000 + count)_assignsubmission_file_/my work.md")
    expect(name, score)
  }

  /// Handed in twice: the later one counts.
  private mutating func addTwice() {
    let name = student("twice").replacing("-", with: "")
    let (first, _) = mixed(name + " first")
    let (second, score) = mixed(name + " second")
    put(second, at: "\(name)_\(count)_91_target-1.md", after: -60)
    put(first, at: "\(name)_\(count)_90_target.md", after: -120)
    expect(name, score)
  }

  /// Markdown of which parts cannot be read.
  private mutating func addBroken() {
    let name = student("broken")
    let square = ClassPractical.squares[0].text
    switch count % 3 {
    case 0:
      // The last fence is never closed.
      put("```swift {#square .exercise}\n\(square)\n", at: "\(name).md")
      expect(name, 3)
    case 1:
      // An id twice: the first counts; one that is none; a front matter that is damaged.
      put(
        "---\ntitle: [\n---\n" + right(name)
          + "\n```swift {#double .exercise}\nfunc double(_ x: Double) -> Double { 0 }\n```\n"
          + "\n```swift {#nothing .exercise}\nlet a = \n```\n", at: "\(name).md")
      expect(name, ClassPractical.maxScore)
    default:
      put("I did not know what to write.", at: "\(name).md")
      expect(name, 0, "notGradable")
    }
  }

  private mutating func addHostileArchive() {
    let name = student("zip")
    let text = Array(right(name).utf8)
    switch count % 4 {
    case 0:
      files.append(
        File(path: "\(name).zip", bytes: Archive.zip(text, name: "../../target.md"), time: Self.due)
      )
      expect(name, 0, "notGradable")
    case 1:
      files.append(
        File(path: "\(name).zip", bytes: Archive.zipBomb(name: "target.md"), time: Self.due))
      expect(name, 0, "notGradable")
    case 2:
      let whole = Archive.zip(text, name: "target.md")
      files.append(
        File(path: "\(name).zip", bytes: Array(whole.dropLast(40)), time: Self.due))
      expect(name, 0, "notGradable")
    default:
      files.append(
        File(
          path: "\(name).zip", bytes: Archive.zip(text, name: "deep/er/target.md"), time: Self.due))
      expect(name, ClassPractical.maxScore)
    }
  }

  private mutating func addMissing() {
    let name = student("missing")
    emptyFolders.append(name)
    expect(name, 0, "missing")
  }

  /// An attack, where what becomes of the rest of its submission is known.
  private mutating func add(_ attack: AttackTests.Attack) {
    guard let square = attack.square else { return }
    put(attack.text, at: "attack-\(attack.name).md")
    expect("attack-\(attack.name)", attack.double + square)
  }
}

/// A small random generator, so that every run makes the same class.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(next() % UInt64(values.count))]
  }
}
