"""Open screens that change under the eyes: who may listen, what they are told, who is looking.

The stream process (`asgi`) hears each commit through LISTEN and tells the screens which blocks to
ask again. It sends ids and codes only; what a screen shows always comes from its own page request.
"""
