from jalon.people.operations.register_person import PersonAlreadyKnown, register_person

__all__ = ["PersonAlreadyKnown", "register_person"]
