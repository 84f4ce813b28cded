import Grading
import Notebooks

extension RunOptions {
  /// Has the checks of a students' copy judged by the answer key beside it, where there is one.
  mutating func useAnswerKey(beside document: Practical) {
    guard !document.holdsSolutions,
      let key = AnswerKeyFile.read(
        beside: document.source.path, seed: seed ?? document.frontMatter.seed)
    else { return }
    judging = .withReferences(key)
  }
}
