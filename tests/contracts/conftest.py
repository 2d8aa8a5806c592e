"""Signing takes a folder of its own, made once; nobody signs with what lies on this machine."""

import pytest


@pytest.fixture(scope="session")
def signing_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("signing")


@pytest.fixture(autouse=True)
def demonstration_signature(settings, signing_folder):
    settings.JALON_DEMONSTRATION = True
    settings.JALON_SIGNING_CERTIFICATE = settings.JALON_SIGNING_KEY = ""
    settings.JALON_SIGNING_FOLDER = str(signing_folder)
