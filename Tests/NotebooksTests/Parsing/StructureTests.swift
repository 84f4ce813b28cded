import Testing

@testable import Notebooks

/// What is a fence, and what is in it.
@Suite struct StructureTests {
  @Test func fencesStandWhereCommonMarkSaysSo() throws {
    let practical = try practical(try fixture("structure.md"))
    #expect(
      practical.cells.map(\.id) == [
        "nested", "fences-everywhere-2", "fences-everywhere-3", "marker",
        "setext-heading-with-two-lines-1",
      ])
    #expect(practical.cells.map(\.codeIndentation) == [3, 5, 2, 2, 0])
    #expect(practical.cells[0].code == "let nested = 1\n  let deeper = 2\n\n")
    #expect(practical.cells[1].code.contains("\n  ~~~\n"))
    #expect(practical.cells[2].code == "let a = 1\nlet b = 2\n  let c = 3\n")
    #expect(practical.frontMatter.title == "Fences everywhere")
  }

  @Test func linesOfProseAndFencesMakeUpTheFile() throws {
    for name in ["full.md", "structure.md", "french.md"] {
      let practical = try practical(try fixture(name))
      var lines = Array(practical.source.lines.dropLast())
      let whole = lines
      // What the blocks say stands on their lines, is written there again; the rest must be fences.
      for index in lines.indices { lines[index] = "" }
      for block in practical.blocks {
        switch block {
        case .prose(let prose): replace(&lines, from: prose.line, with: prose.markdown)
        case .cell(let cell):
          let indented = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().enumerated().map { index, line in
              // Less than the fence's own indentation is kept by CommonMark as far as it goes.
              let original = whole[cell.codeLine - 1 + index]
              return String(original.dropLast(line.count).filter { $0 == " " }) + line
            }
          replace(&lines, from: cell.codeLine, with: indented.joined(separator: "\n"))
        case .quiz(let quiz):
          #expect(whole[quiz.line - 1].contains("quiz {"))
          for choice in quiz.choices {
            #expect(whole[choice.line - 1].contains(choice.markdown.prefix { $0 != "\n" }))
          }
        case .answer(let answer): replace(&lines, from: answer.line + 1, with: answer.text)
        case .hint(let hint): replace(&lines, from: hint.line + 1, with: hint.markdown)
        }
      }
      let quizLines = practical.quizzes.flatMap { quiz in
        let end = whole[quiz.line...].firstIndex {
          $0.hasPrefix(whole[quiz.line - 1].prefix(while: { $0 == "`" }))
        }
        return Array(quiz.line - 1...(end ?? quiz.line - 1))
      }
      let bodyLine = (whole.dropFirst().firstIndex(of: "---") ?? -1) + 1
      for index in lines.indices.dropFirst(name == "structure.md" ? 0 : bodyLine)
      where lines[index] != whole[index] && !quizLines.contains(index) {
        let text = whole[index].trimmed
        #expect(
          text.contains("```") || text.contains("~~~"), "line \(index + 1) of \(name): \(text)")
      }
    }
  }

  @Test func lineEndsAndByteOrderMarksDoNotMatter() throws {
    for name in ["full.md", "structure.md", "french.md"] {
      let text = try fixture(name)
      let expected = try practical(text)
      #expect(try practical(text.replacing("\n", with: "\r\n")) == expected)
      #expect(try practical(text.replacing("\n", with: "\r")) == expected)
      #expect(try practical("\u{FEFF}" + text) == expected)
    }
  }

  @Test func aFenceInAQuoteIsProseEvenUnclosed() throws {
    let practical = try practical("> ```swift {#a .cell .oops}\n> a\n\n# Title\n")
    #expect(practical.cells.isEmpty)
    #expect(practical.frontMatter.title == "Title")
  }

  @Test func aLongerFenceHoldsShorterOnes() throws {
    let practical = try practical("````swift {#a .cell}\n```\n~~~\n```` \nb\n")
    #expect(practical.cells.map(\.code) == ["```\n~~~\n"])
    #expect(practical.blocks.last == .prose(Prose(markdown: "b", line: 5)))
  }

  @Test func tabsInAListKeepTheCode() throws {
    let practical = try practical("-\t```swift {#a .cell}\n\tlet a = 1\n\t\tlet b = 2\n\t```\n")
    let cell = try #require(practical.cells.first)
    #expect(cell.code == "let a = 1\n\tlet b = 2\n")
    #expect(cell.codeIndentation == 1)
  }

  @Test func aSecondFenceMayStartWhereAListEnds() throws {
    let text = "- > ```\n- a\n\n```swift {#a .cell}\nlet a = 1\n```\n"
    #expect(try practical(text).cells.map(\.id) == ["a"])
  }

  @Test func plainFencesAreProse() throws {
    let text = "```swift\nlet a = 1\n```\n```python {.cell}\n```\n```quiz\n```\n``` {.cell}\n```\n"
    #expect(
      try practical(text).blocks == [.prose(Prose(markdown: String(text.dropLast()), line: 1))])
  }

  @Test func theSlugIsTheLastTitle() throws {
    #expect(try practical("## Only a second level\n").frontMatter.title == "test")
    #expect(try practical("---\n---\n").frontMatter.title == "test")
    #expect(try practical("---\n# nothing\n---\nA\n=\n").frontMatter.title == "A")
    #expect(try practical("# `A` & *b* ##\n").frontMatter.title == "`A` & *b*")
  }

  private func replace(_ lines: inout [String], from line: Int, with text: String) {
    let new = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines.replaceSubrange(line - 1..<line - 1 + new.count, with: new)
  }
}
