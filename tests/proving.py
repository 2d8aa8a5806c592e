"""A browser whose owner has just proved who they are."""

import time

from django.test import Client


def proved_now(browser: Client) -> Client:
    """As after a password given again, a moment ago."""
    session = browser.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return browser
