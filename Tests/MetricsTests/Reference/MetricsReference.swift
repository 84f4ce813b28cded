// Written by metrics.py with scikit-learn 1.9.1 and sacreBLEU 2.6.0.

enum MetricsReference {
  static let actual: [Int] =
    [
      0, 0, 2, 2, 3, 1, 1, 2, 2, 0, 3, 3, 2, 0, 0, 3, 0, 2, 3, 3, 0, 3, 2, 0, 2, 2, 3, 2, 1, 0, 0,
      2, 0, 2, 0, 2, 1, 0, 0, 3, 2, 3, 2, 2, 3, 3, 0, 1, 2, 0, 3, 2, 0, 1, 1, 2, 3, 1, 3, 3,
    ]

  static let predicted: [Int] =
    [
      0, 0, 2, 2, 0, 1, 1, 2, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 0, 0, 0, 0, 2, 0, 2, 2, 0, 2, 1, 0, 0,
      2, 2, 2, 0, 2, 1, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 2, 0, 0, 2, 2, 2, 1, 2, 0, 1, 0, 0,
    ]

  static let accuracy: Double =
    0.6166666666666667

  static let confusion: [[Int]] =
    [[14, 1, 2, 0], [1, 6, 1, 0], [2, 0, 17, 0], [16, 0, 0, 0]]

  static let precision: [Double] =
    [0.42424242424242425, 0.8571428571428571, 0.85, 0.0]

  static let recall: [Double] =
    [0.8235294117647058, 0.75, 0.8947368421052632, 0.0]

  static let f1Score: [Double] =
    [0.56, 0.8, 0.8717948717948718, 0.0]

  static let specificity: [Double] =
    [0.5581395348837209, 0.9807692307692307, 0.926829268292683, 1.0]

  static let meanF1Score: Double =
    0.5579487179487179

  static let labels: [Int] =
    [
      1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0,
      0, 0, 0, 0, 1, 1, 1, 0, 1,
    ]

  static let scores: [Float] =
    [
      1.0, 0.5, 0.3, 0.4, 0.5, 0.6, 0.5, 0.6, 0.4, 0.1, 0.0, 0.5, 0.6, 0.4, 0.7, 0.4, 0.7, 0.3, 1.0,
      0.6, 0.6, 0.9, 0.0, 0.3, 0.7, 0.4, 0.7, 1.0, 0.3, 0.7, 0.1, 0.1, 0.1, 0.6, 0.5, 0.3, 0.9, 0.8,
      0.8, 0.3,
    ]

  static let thresholds: [Float] =
    [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.1, 0.0]

  static let falsePositiveRates: [Double] =
    [0.0, 0.0, 0.05, 0.1, 0.2, 0.35, 0.55, 0.6, 0.7, 0.9, 1.0]

  static let truePositiveRates: [Double] =
    [0.0, 0.15, 0.2, 0.25, 0.4, 0.55, 0.6, 0.8, 1.0, 1.0, 1.0]

  static let areaUnderCurve: Double =
    0.66375

  static let precisions: [Double] =
    [
      1.0, 0.8, 0.7142857142857143, 0.6666666666666666, 0.6111111111111112, 0.5217391304347826,
      0.5714285714285714, 0.5882352941176471, 0.5263157894736842, 0.5,
    ]

  static let recalls: [Double] =
    [0.15, 0.2, 0.25, 0.4, 0.55, 0.6, 0.8, 1.0, 1.0, 1.0]

  static let averagePrecision: Double =
    0.6754006820119353

  static let macroPrecisionRecallF1: [Double] =
    [0.5328463203463203, 0.6170665634674922, 0.5579487179487179]

  static let microPrecisionRecallF1: [Double] =
    [0.6166666666666667, 0.6166666666666667, 0.6166666666666667]

  static let weightedPrecisionRecallF1: [Double] =
    [0.5036544011544011, 0.6166666666666667, 0.5414017094017095]

  static let macroSpecificity: Double =
    0.8664345084864087

  static let weightedSpecificity: Double =
    0.8490713672789679

  static let microSpecificity: Double =
    0.8722222222222222

  static let manyActual: [Int] =
    [0, 0, 1, 0, 2, 4, 1, 1, 2, 2, 0, 0, 0, 4, 3, 2, 4, 4, 0, 3, 2, 4, 0, 1, 4, 1, 4, 0, 0, 2]

  static let manyScores: [Float] =
    [
      143, 63, 49, 135, 31, 145, 56, 9, 85, 54, 22, 147, 141, 11, 70, 101, 116, 57, 83, 89, 1, 139,
      66, 68, 124, 60, 48, 35, 131, 136, 13, 104, 99, 4, 115, 29, 76, 95, 80, 62, 130, 119, 117,
      107, 39, 120, 27, 142, 91, 30, 78, 122, 98, 133, 105, 82, 84, 58, 97, 65, 123, 59, 110, 93,
      128, 18, 109, 33, 126, 127, 71, 5, 144, 140, 25, 64, 3, 146, 81, 74, 32, 24, 100, 55, 41, 16,
      94, 8, 52, 53, 137, 20, 90, 10, 50, 113, 132, 77, 37, 102, 134, 44, 103, 19, 112, 34, 106, 23,
      42, 67, 87, 138, 114, 72, 79, 15, 69, 51, 46, 0, 2, 92, 38, 73, 149, 21, 148, 75, 61, 47, 6,
      14, 43, 129, 40, 96, 88, 12, 121, 26, 36, 45, 111, 118, 7, 28, 17, 125, 108, 86,
    ]

  static let topAccuracy: [Double] =
    [0.4, 0.6333333333333333, 0.8666666666666667, 0.9333333333333333]

  static let meanAveragePrecision: Double =
    0.6042347034219426

  static let tags: [Float] =
    [
      0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0,
      0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0,
      0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0,
    ]

  static let tagsMeanAveragePrecision: Double =
    0.34890944593417805

  static let logits: [Float] =
    [
      -0.75, -2.48, -1.09, 3.64, -0.28, 3.24, 0.99, 1.83, 1.62, -1.38, 1.15, -0.26, 0.99, -2.3,
      -3.88, 1.85, -1.71, -1.6, 3.3, 2.45, -1.9, 2.22, -2.7, -1.82, -1.86, 2.48, -0.25, 1.2, 2.89,
      -0.35, -0.53, -1.45, 0.22, -0.03, -0.07, 0.08, 2.53, 1.29, -1.85, 0.37, -0.32, 3.01, -2.75,
      1.02, 2.73, 0.52, -1.18, -1.77, -1.34, -0.7, 0.95, -0.8, 1.06, 2.03, 2.34, -0.88, 0.47, 0.6,
      -0.32, 2.48, -0.61, -1.56, -0.7, -0.22, -4.58, -1.61, 2.77, 1.12, -2.33, -2.38, -1.86, -1.84,
    ]

  static let targets: [Int] =
    [5, 3, 5, 3, 4, 4, 2, 3, 0, 3, 0, 3]

  static let perplexity: Double =
    17.807124143161808

  static let truth: [Float] =
    [
      -3.69, 1.23, -0.92, -0.17, -0.74, 0.86, 1.25, -0.09, -2.17, -6.03, 3.03, 2.46, -1.53, 0.5,
      0.68, 1.93, -0.21, 2.93, -0.38, 1.12,
    ]

  static let guess: [Float] =
    [
      -3.53, 0.86, 0.32, -1.4, 0.04, 1.93, 0.37, -1.93, -3.37, -6.32, 3.62, 2.75, -2.82, -0.1, 1.0,
      1.07, 0.26, 2.2, -2.12, -0.54,
    ]

  static let meanSquaredError: Double =
    1.0242850000000001

  static let rootMeanSquaredError: Double =
    1.0120696616340201

  static let meanAbsoluteError: Double =
    0.8805

  static let coefficientOfDetermination: Double =
    0.7772572469653763

  static let candidates: [String] =
    [
      "dog the dog mat the cat sits sits", "cat a", "the", "on cat red sits cat",
      "a runs sits sits", "the sits", "the mat dog", "red runs red runs red mat",
    ]

  static let references: [[String]] =
    [
      ["dog the dog mat the runs sits sits", "mat the the a mat runs", "sits runs the a sits"],
      ["red dog runs a runs", "cat a on", "red the on"],
      ["red red mat the", "the sits a sits mat on runs red", "the runs on"],
      ["on cat red sits cat", "dog cat cat red runs runs", "red mat a dog a dog runs"],
      ["the sits the cat on cat red the", "a runs sits cat cat", "runs mat sits the cat on"],
      ["on a dog red", "a the sits sits sits the", "the sits a red"],
      ["the sits dog", "cat runs sits runs mat mat dog the", "mat a red on dog a sits dog"],
      [
        "on red on sits runs runs the runs", "red runs red runs red mat mat",
        "sits on cat mat sits cat",
      ],
    ]

  static let corpusBLEU: [Double] =
    [0.7708667394056018, 0.7243926547990172, 0.6674026509183933, 0.6283520482438427]

  static let corpusPrecisions: [Double] =
    [0.9354838709677419, 0.826086956521739, 0.6875, 0.6363636363636364]

  static let corpusMatches: [Int] =
    [29, 19, 11, 7]

  static let corpusTotals: [Int] =
    [31, 23, 16, 11]

  static let corpusBrevityPenalty: Double =
    0.8240299628128845

  static let corpusLengths: [Int] =
    [31, 37]

  static let plainSentenceBLEU: [Double] =
    [0.5946035575013611, 0.0, 0.0, 1.0000000000000004, 0.0, 0.0, 0.0, 1.0000000000000004]

  static let effectiveSentenceBLEU: [Double] =
    [
      0.5946035575013611, 0.6065306597126336, 0.13533528323661276, 1.0000000000000004, 0.0,
      0.3678794411714425, 0.0, 1.0000000000000004,
    ]

  static let exponentialSentenceBLEU: [Double] =
    [
      0.5946035575013611, 0.0, 0.0, 1.0000000000000004, 0.46307771619910265, 0.0, 0.0,
      1.0000000000000004,
    ]

  static let exponentialEffectiveSentenceBLEU: [Double] =
    [
      0.5946035575013611, 0.6065306597126336, 0.13533528323661276, 1.0000000000000004,
      0.46307771619910265, 0.3678794411714425, 0.6299605249474367, 1.0000000000000004,
    ]

  static let flooredSentenceBLEU: [Double] =
    [
      0.5946035575013611, 0.0, 0.0, 1.0000000000000004, 0.309678733158773, 0.0, 0.0,
      1.0000000000000004,
    ]

  static let addedSentenceBLEU: [Double] =
    [
      0.6580370064762461, 0.6065306597126336, 0.13533528323661276, 1.0000000000000004,
      0.5124797359336636, 0.3678794411714425, 0.7598356856515933, 1.0000000000000004,
    ]

}
