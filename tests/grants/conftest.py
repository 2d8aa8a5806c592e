"""Signing takes a folder of its own, as for contracts."""

from tests.contracts.conftest import demonstration_signature, signing_folder

__all__ = ["demonstration_signature", "signing_folder"]
