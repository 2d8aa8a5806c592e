"""The engine of permissions. It knows no domain: each domain writes its rules with it."""
