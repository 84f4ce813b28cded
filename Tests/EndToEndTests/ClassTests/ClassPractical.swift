/// The practical of the made-up class, and answers to it with what they are worth.
enum ClassPractical {
  /// Nine points in checks and two in a quiz; the answer in free text waits for a person.
  ///
  /// It is that of `Marks`, with time enough for a busy machine.
  static let text =
    Marks.practical.replacing("timeout: 3s", with: "timeout: 20s")
      + """
      ```quiz {#even points=2 title="Even numbers"}
      Which of these are even?

      - [x] two
      - [ ] three
      - [x] four
      ```

      ```answer {#why points=4}
      Because.

      Rubric: 4 points for a reason.
      ```

      """

  /// The points of all checks and the quiz.
  static let maxScore = 11.0

  /// One way to answer an exercise or the quiz.
  struct Piece: Sendable {
    var text: String
    var points: Double
  }

  /// Answers to `double`: right, knowing the visible inputs only, wrong, and of no use.
  static let doubles = [
    Piece(text: "func double(_ x: Double) -> Double { x + x }", points: 6),
    Piece(
      text: "func double(_ x: Double) -> Double {\n  let factor = 2.0\n  return factor * x\n}",
      points: 6),
    Piece(
      text: "func double(_ x: Double) -> Double { [1: 2, 2: 4, 3: 6, 21: 42][x] ?? 0 }", points: 2),
    Piece(text: "func double(_ x: Double) -> Double { x == 21 ? 42 : x }", points: 1),
    Piece(text: "func double(_ x: Double) -> Double { x * 3 }", points: 0),
    Piece(
      text: "func double(_ x: Double) -> Double {\n  // YOUR CODE HERE\n  todo(\"double\")\n}",
      points: 0),
    Piece(text: "func double(_ x: Double) -> Double { y }", points: 0),
    Piece(text: "func double(_ x: Double) -> Double { [0.0][5] }", points: 0),
    Piece(text: "func double(_ x: Int) -> Int { x + x }", points: 0),
  ]

  /// An answer that never comes, and costs the time that checks may take.
  static let endless = Piece(
    text: "func double(_ x: Double) -> Double { while true {} }", points: 0)

  /// Answers to `square`.
  static let squares = [
    Piece(text: "func square(_ x: Double) -> Double { x * x }\nprint(square(5))", points: 3),
    Piece(
      text:
        "func square(_ x: Double) -> Double { pow(x, 2) }\nprint(\"the square of 5 is\", square(5))",
      points: 3),
    Piece(text: "func square(_ x: Double) -> Double { x + x }", points: 0),
    Piece(text: "func square(_ x: Double) -> Double { x * x", points: 0),
    Piece(text: "func square(_ x: Double) -> Double { todo(\"square\") }", points: 0),
    Piece(text: "fatalError(\"no\")\nfunc square(_ x: Double) -> Double { x }", points: 0),
  ]

  /// Answers to the quiz: right, moved, too few, too many, none.
  static let quizzes = [
    Piece(text: "- [x] two\n- [ ] three\n- [x] four", points: 2),
    Piece(text: "- [X] four\n- [x] two\n- [ ] three", points: 2),
    Piece(text: "- [x] two\n- [ ] three\n- [ ] four", points: 0),
    Piece(text: "- [x] two\n- [x] three\n- [x] four", points: 0),
    Piece(text: "- [ ] two\n- [ ] three\n- [ ] four", points: 0),
    Piece(text: "- [x] five\n- [x] six", points: 0),
  ]

  /// A submission of three pieces, with prose around them.
  static func markdown(_ double: Piece, _ square: Piece, _ quiz: Piece, words: String) -> String {
    """
    # \(words)

    ```swift {#double .exercise}
    \(double.text)
    ```

    ```swift {#square .exercise}
    \(square.text)
    ```

    ```quiz {#even points=2}
    Which of these are even?

    \(quiz.text)
    ```

    ```answer {#why points=4}
    \(words)
    ```

    """
  }
}
