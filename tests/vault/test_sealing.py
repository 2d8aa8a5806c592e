import pytest

from jalon.vault.sealing import Unreadable, fingerprint, open_sealed, seal

SECRET = "Camille dort chez sa sœur – 06 39 98 01 23"


def test_what_is_sealed_opens_again():
    assert open_sealed(seal(SECRET)) == SECRET


def test_a_sealed_text_does_not_show_its_text_and_is_never_twice_the_same():
    once, again = seal(SECRET), seal(SECRET)

    assert b"Camille" not in once
    assert SECRET.encode()[:4] not in once
    assert once != again


@pytest.mark.parametrize("position", [1, 5, 13, 20, -1])
def test_one_altered_byte_is_noticed(position):
    altered = bytearray(seal(SECRET))
    altered[position] ^= 1

    with pytest.raises(Unreadable, match="altered"):
        open_sealed(bytes(altered))


def test_another_format_is_named(settings):
    with pytest.raises(Unreadable, match=r"unknown format b'\\x02'"):
        open_sealed(b"\x02" + seal(SECRET)[1:])


@pytest.mark.parametrize("length", [0, 1, 12, 20])
def test_half_a_value_is_unreadable_rather_than_half_read(length):
    with pytest.raises(Unreadable):
        open_sealed(seal(SECRET)[:length])


def test_another_key_opens_nothing(settings):
    sealed = seal(SECRET)
    settings.JALON_VAULT_KEY = "another key, of another deployment"

    with pytest.raises(Unreadable, match="JALON_VAULT_KEY"):
        open_sealed(sealed)


def test_equal_texts_have_equal_fingerprints_for_one_purpose_only():
    assert fingerprint("nir", "1840157") == fingerprint("nir", "1840157")
    assert fingerprint("nir", "1840157") != fingerprint("nir", "1840158")
    assert fingerprint("nir", "1840157") != fingerprint("phone", "1840157")


def test_a_fingerprint_depends_on_the_key_and_has_32_bytes(settings):
    before = fingerprint("nir", "1840157")
    settings.JALON_VAULT_KEY = "another key, of another deployment"

    assert len(before) == 32
    assert fingerprint("nir", "1840157") != before
