"""The heavy lifting of a list: pieces of a file, lines by COPY, people by INSERT … SELECT."""
