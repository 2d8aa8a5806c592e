from jalon.dossiers.queries.readable import readable, writable, writable_in

__all__ = ["readable", "writable", "writable_in"]
