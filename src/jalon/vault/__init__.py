"""Encryption at rest: what a stolen copy of the database alone must not reveal.

The key lives outside the database (setting JALON_VAULT_KEY). Values are sealed with AES-256-GCM;
values that must be matched without being read (the NIR) are fingerprinted by a keyed HMAC,
never by a bare hash, which could be reversed by trying every number.
"""
