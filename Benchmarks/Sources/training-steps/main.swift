// Trains the workloads of the comparison when asked: see peers/workloads.py for the lines and answers.

import PracticalKit

let threads = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1
Workers.threadCount = threads
Server(threads: threads).serve()
