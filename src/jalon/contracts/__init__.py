"""What each side has promised the other, and the contract of engagement that brings it together.

A commitment has a bearer, the person or an organisation, and weighs the same whoever bears it. A
contract is composed, offered, accepted by the person, signed for the organisation: silence never
counts as yes, and what was signed is kept as it was, byte for byte.
"""
