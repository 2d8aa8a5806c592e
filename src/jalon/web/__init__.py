"""The shell around the domains: sessions, sign-in, home and public pages, refusals, headers."""
