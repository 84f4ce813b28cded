import Checks

/// What a check expects; Swift Testing has a type of the same name.
typealias Expectation = Checks.Expectation
