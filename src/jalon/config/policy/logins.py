"""How pages and streams log in to the database: each as a role of its own, which owns nothing.

A deployment may give the address (`JALON_PAGES_DATABASE_URL`, `JALON_STREAMS_DATABASE_URL`). Else
it is the owner's, under the other role, with a password that follows from SECRET_KEY where the
server asks for one. Whichever it is, it is tried before it is told.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from jalon.config.policy.grants import APP, LIVE
from jalon.config.policy.pooling import sharing_at

PATIENCE: Final = 10  # seconds
# Of the options of the owner's address, those that say who the owner is stay the owner's.
OWNERS_OWN: Final = frozenset(
    "user password passfile service servicefile requirepeer assume_role "
    "sslcert sslkey sslpassword gssdelegation".split()
)
DJANGO_ONLY: Final = frozenset(("server_side_binding", "prepare_threshold"))

FREE: Final = """
SELECT current_user, me.rolsuper OR me.rolbypassrls, pg_has_role(%(role)s, 'USAGE'),
       EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
               AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE'))
FROM pg_roles AS me WHERE rolname = current_user
"""

MISSING: Final = """
SELECT wanted FROM unnest(%s::text[]) AS wanted LEFT JOIN pg_roles ON rolname = wanted
WHERE oid IS NULL OR NOT pg_has_role(oid, 'MEMBER')
"""


@dataclass(frozen=True)
class Login:
    """One kind of process, its role, and where a deployment says how it logs in."""

    process: str
    role: str
    variable: str


LOGINS: Final = (
    Login("pages", APP, "JALON_PAGES_DATABASE_URL"),
    Login("streams", LIVE, "JALON_STREAMS_DATABASE_URL"),
)


class NoLogin(Exception):
    """A role cannot log in; the sentence says what an administrator of the database must run."""


def address_of(login: Login) -> str:
    """The address under which this process logs in; the way there is opened if we may. NoLogin."""
    given = os.environ.get(login.variable)
    if given:
        trouble = trouble_at(given, login)
        if trouble:
            raise NoLogin(f"{login.variable}: {trouble}")
        return given
    plain, sealed = own_address(login), own_address(login, password_of(login.role))
    for address in (plain, sealed):
        if not trouble_at(address, login):
            return address
    _open_the_way(login)
    trouble = trouble_at(sealed, login)
    if trouble:
        raise NoLogin(
            f"the {login.process} cannot log in as {login.role}: {trouble}{advice(login)}"
        )
    return sealed


def password_of(role: str) -> str:
    """The password of a role: whoever knows SECRET_KEY knows it, nobody else does."""
    what = f"jalon/login/{role}/{connection.settings_dict['NAME']}"
    key = str(settings.SECRET_KEY).encode()
    return hmac.new(key, what.encode(), hashlib.sha256).hexdigest()


def own_address(login: Login, password: str = "") -> str:
    """The owner's address, under another role."""
    said: dict[str, Any] = connection.settings_dict
    skipped = OWNERS_OWN | DJANGO_ONLY
    options = {"host": said["HOST"], "port": said["PORT"]}
    options |= {key: value for key, value in said["OPTIONS"].items() if key not in skipped}
    place = urlencode({key: value for key, value in options.items() if value}, quote_via=quote)
    who = f"{login.role}:{password}" if password else login.role
    return f"postgresql://{who}@/{quote(said['NAME'], safe='')}{'?' if place else ''}{place}"


def trouble_at(address: str, login: Login) -> str:
    """Why this address will not do; empty when it will."""
    try:
        # An empty password is none: the owner's, in PGPASSWORD, is not tried for another role.
        said: dict[str, Any] = {"password": "", **conninfo_to_dict(address)}
        said["connect_timeout"] = PATIENCE
        with psycopg.connect(**said) as found:
            row = found.execute(FREE, {"role": login.role}).fetchone()
        if sharing := sharing_at(**said):
            return sharing
    except (psycopg.Error, UnicodeError) as error:
        return " ".join(str(error).split())
    name, is_above, is_of_role, owns = row or ("", True, False, True)
    if is_above or owns:
        return f"{name} owns tables, or passes over row-level security."
    return "" if is_of_role else f"{name} is not a member of {login.role}."


def _open_the_way(login: Login) -> None:
    """Give the role its password, if this server lets us; the trial that follows says if not."""
    name = sql.Identifier(connection.settings_dict["NAME"])
    role = sql.Identifier(login.role)
    statements = (
        sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(verifier(login.role))),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, role),
    )
    for statement in statements:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement.as_string(cursor.connection))
        except DatabaseError:
            continue


def verifier(role: str) -> str:
    """What the server keeps of a password: it never travels, and no log of statements holds it."""
    connection.ensure_connection()
    session: psycopg.Connection[Any] = connection.connection
    kept = session.pgconn.encrypt_password(
        password_of(role).encode(), role.encode(), b"scram-sha-256"
    )
    return kept.decode()


def out_of_reach() -> str:
    """What must be run before the rights are put in place, when this login may not; else empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = user")
        if cursor.fetchall() == [(True,)]:
            return ""
        cursor.execute(MISSING, [[login.role for login in LOGINS]])
        missing = {role for (role,) in cursor.fetchall()}
    lacking = [login for login in LOGINS if login.role in missing]
    return "\n".join(f"this login may not make the role {one.role}{advice(one)}" for one in lacking)


def advice(login: Login) -> str:
    """What an administrator of the database runs, once, for this role."""
    session: psycopg.Connection[Any] = connection.connection
    lines = sql.SQL(
        "CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; -- if missing\n"
        "GRANT {role} TO {owner};\n"
        "ALTER ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD {verifier};\n"
        "GRANT CONNECT ON DATABASE {database} TO {role};"
    ).format(
        role=sql.Identifier(login.role),
        owner=sql.Identifier(session.info.user),
        verifier=sql.Literal(verifier(login.role)),
        database=sql.Identifier(connection.settings_dict["NAME"]),
    )
    shown = "\n".join(f"    {line}" for line in lines.as_string(session).splitlines())
    return (
        f"\nAn administrator of the database runs, and lets this role in by pg_hba.conf:\n{shown}\n"
        f"or makes a role of another name, a member of {login.role}: set {login.variable}."
    )
