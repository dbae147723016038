"""Mutation testing of the rooms that decide: ``python -m tests.mutants``.

A mutant is the code with one small fault put in. A fault that no test notices shows what the tests do not
hold. The way of a mutant: `making` puts the fault in (`operators` says what is changed), `reach` knows the
tests that run its line, `collected` or `fresh` runs them in a forked child that `children` keeps within
bounds, and `results` writes down what came of it. What nothing can notice is in `argued`, with its argument.
"""
