"""The two ways a domain function says no. Both carry one French sentence for the reader."""


class Denied(Exception):
    """The actor may not do this, whatever the state of things (403)."""


class Refused(Exception):
    """The actor may do this, but not now: the state of things forbids it (409)."""
