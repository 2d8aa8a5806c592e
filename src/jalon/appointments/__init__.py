"""Appointments: when professionals are free, what is booked, and what became of it."""
