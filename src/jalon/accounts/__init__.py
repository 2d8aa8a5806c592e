"""Who acts: users, the organisations they act for, and in what role.

A person with several hats has one account (User) and several affiliations; they act under one of
them at a time, and their rights come from that one alone. Knows territories; knows no dossier.
"""
