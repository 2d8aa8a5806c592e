"""Mutation testing of the rules: break them one word at a time, and see the tests notice.

Not part of the suite: `python3 -m tests.mutation`, explained in docs/security/mutation.md.
"""
