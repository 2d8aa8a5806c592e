from jalon.dossiers.queries.readable import readable, writable

__all__ = ["readable", "writable"]
