import Notebooks

/// The answers of a class to the questions of one practical that people mark.
public struct MarkingRound: Sendable {
  /// One student's answer to one question.
  public struct Paper: Sendable, Equatable {
    /// The student.
    public var student: String
    /// What the student is called while marking goes on, so that nobody knows whose answer it is.
    public var code: String
    /// The answer, as Markdown.
    public var text: String
    /// The digest of the answer.
    public var content: String

    /// Whether there is nothing to read.
    public var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }
  }

  /// The author's version.
  public let author: Practical
  private let papers: [String: [Paper]]

  /// The questions, in the order of the practical.
  public var questions: [FreeAnswer] { author.answers }

  /// Gathers the answers.
  ///
  /// - Parameters:
  ///   - author: the author's version.
  ///   - answers: for each student the texts of the answers by the ids of the questions.
  ///   - secret: what the order and the students' codes are made from; they are the same for the same.
  public init(author: Practical, answers: [String: [String: String]], secret: String) {
    self.author = author
    let codes = Self.codes(of: answers.keys.sorted(), secret: secret)
    papers = Dictionary(
      uniqueKeysWithValues: author.answers.map { question in
        let papers = answers.map { student, texts in
          let text = texts[question.id] ?? ""
          return Paper(
            student: student, code: codes[student] ?? "", text: text,
            content: ContentKey.make(Array(text.utf8)))
        }
        // Another order for each question: nobody is always the first, or always after the same.
        let keyed = papers.map {
          (ContentKey.make(Array("order \(secret) \(question.id) \($0.student)".utf8)), $0)
        }
        return (question.id, keyed.sorted { $0.0 < $1.0 }.map(\.1))
      })
  }

  /// The answers to a question, in an order that is the same each time and says nothing.
  public func papers(of question: String) -> [Paper] { papers[question] ?? [] }

  /// The answer of the student with a code.
  public func paper(of question: String, code: String) -> Paper? {
    papers(of: question).first { $0.code == code }
  }

  /// The prose right before a question, which says what is asked: from the last heading on.
  public func prompt(of question: String) -> String {
    var last = ""
    for block in author.blocks {
      switch block {
      case .prose(let prose): last = prose.markdown
      case .answer(let answer) where answer.id == question:
        let lines = last.split(separator: "\n", omittingEmptySubsequences: false)
        let heading = lines.lastIndex { $0.hasPrefix("#") } ?? 0
        return lines[heading...].joined(separator: "\n")
      default: last = ""
      }
    }
    return ""
  }

  /// A short name for each student, made of letters and digits that are not mistaken for one another.
  private static func codes(of students: [String], secret: String) -> [String: String] {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
    var codes: [String: String] = [:]
    var taken: Set<String> = []
    for student in students {
      var attempt = 0
      while codes[student] == nil {
        let digest = ContentKey.make(Array("code \(secret) \(student) \(attempt)".utf8))
        let bytes = Array(digest.utf8)
        let code = String(
          stride(from: 0, to: 12, by: 2).map { index in
            alphabet[(Int(bytes[index]) * 31 + Int(bytes[index + 1])) % alphabet.count]
          })
        if taken.insert(code).inserted { codes[student] = code }
        attempt += 1
      }
    }
    return codes
  }
}
