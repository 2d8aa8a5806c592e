"""Reading a list as a partner's system exported it: bytes in, checked lines out.

Knows files and French values, knows no database. Memory stays bounded whatever the file.
"""
