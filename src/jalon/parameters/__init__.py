"""Dated figures of the law and of the deployment: delays, durations, thresholds, with their text.

A figure has a value from a day on, and the text it comes from. What the law gives stands in
`catalogue`; what a deployment decided, within the bounds of the law, stands in the database.
"""
