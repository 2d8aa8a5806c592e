"""The strategy of a territory: the steps it promises to people, who bears them, in what time.

Versioned, adopted by a body that answers for it, never longer than the law. The clocks of dossiers
are computed from it, never typed.
"""
