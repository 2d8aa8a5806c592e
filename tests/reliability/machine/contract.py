"""The part of the machine about promises and contracts: offered, accepted, signed, ended."""

import json
import re
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from jalon.contracts.models import Adaptation, Commitment, ContractVersion, EngagementContract
from jalon.contracts.operations import (
    accept_commitment,
    accept_contract,
    draft_contract,
    end_contract,
    offer_contract,
    propose_commitment,
    refuse_contract,
    send_code,
    settle_commitment,
    sign_contract,
    withdraw_commitment,
)
from jalon.contracts.proofs import by_code, on_tablet
from jalon.contracts.terms import Terms
from jalon.post.models import Mail
from jalon.vault.sealing import open_sealed
from tests.reliability.machine.base import NUMBERS
from tests.reliability.machine.eyes import SEEN, Eyes, sees_seat
from tests.reliability.machine.model import DAY, File, Row
from tests.reliability.machine.plan import Plan
from tests.security.oracle import SENSITIVE

PREPARED = {"draft", "offered", "accepted", "refused"}
TABLE, CONTRACTS = "contracts_commitment", "contracts_engagementcontract"


def composes(eyes: Eyes) -> bool:
    return eyes.writes_whole("K") and (eyes.reader.works or eyes.is_the_person)


class Contract(Plan):
    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, body=NUMBERS)
    def promise(self, number: int, which: int, body: int) -> None:
        file = self.file(which)
        by = self.who(number, *self.team(file))
        eyes = self.eyes(by, file)
        around = {s.pk for s in file.rows["dossiers_membership"] if sees_seat(eyes, s)}
        seen = sorted({s.body for s in file.seats if s.counts and s.id in around})
        bearer = [None, *seen][body % (1 + len(seen))]
        may = eyes.writes("K")
        self.tries(
            by, file,
            lambda who: propose_commitment(
                dossier=self.loaded(file), text="Appeler", due_on=self.today + 9 * DAY,
                organisation=self.cast.organisations.get(bearer), by=who, at=self.at,
            ), may,
        )  # fmt: skip
        if may:
            file.add(TABLE, organisation_id=bearer, proposed_for_id=by.body, state="proposed")

    @precondition(lambda self: any(f.rows[TABLE] for f in self.files))
    @rule(number=NUMBERS, which=NUMBERS, verb=st.sampled_from(["accept", "settle", "withdraw"]))
    def answer_a_promise(self, number: int, which: int, verb: str) -> None:
        file, row = self._pick(which, TABLE)
        by = self.who(number, *self.team(file))
        eyes = self.eyes(by, file)
        is_mine = row.organisation_id == by.body
        may = eyes.writes("K") and SEEN[TABLE](eyes, row)
        if verb == "accept":
            may = may and row.state == "proposed" and self._is_asked(by, row)
        elif verb == "settle":
            may = may and row.state == "accepted" and (is_mine or eyes.writes_whole("K"))
        else:
            may = may and row.state in ("proposed", "accepted")
            may = may and (is_mine or row.proposed_for_id == by.body)
        said: dict[str, Any] = {
            "accept": {}, "settle": {"is_kept": which % 2 == 0, "proof": ""},
            "withdraw": {"why": ""},
        }[verb]  # fmt: skip
        does = {"accept": accept_commitment, "settle": settle_commitment,
                "withdraw": withdraw_commitment}[verb]  # fmt: skip
        self.tries(
            by, file,
            lambda who: does(
                commitment=Commitment.objects.get(pk=row.pk), by=who, at=self.at, **said
            ), may,
        )  # fmt: skip
        if may:
            kept = "kept" if which % 2 == 0 else "not_kept"
            row.state = {"accept": "accepted", "settle": kept, "withdraw": "withdrawn"}[verb]

    def _is_asked(self, by: Any, row: Row) -> bool:
        """The bearer says yes to what another proposed; the other side, to what they proposed."""
        if by.person is not None:
            asked = row.proposed_for_id is not None
            return asked and row.organisation_id in (None, row.proposed_for_id)
        if row.organisation_id is None:
            return row.proposed_for_id is None
        return row.organisation_id == by.body != row.proposed_for_id

    @precondition(lambda self: self.files)
    @rule(number=NUMBERS, which=NUMBERS, change=st.sampled_from(["", "", "amendment", "renewal"]))
    def draft(self, number: int, which: int, change: str) -> None:
        file = self.file(which)
        by = self.who(number, self.referent(file), *self.team(file))
        signed = file.find(CONTRACTS, state="signed")
        may = by.works and composes(self.eyes(by, file)) and (signed or not change)
        may = may and not any(row.state in PREPARED for row in file.rows[CONTRACTS])
        terms = Terms(self.today, self.today + 180 * DAY, self.today + 90 * DAY, 6,
                      (Adaptation.GRADUAL,))  # fmt: skip
        self.tries(
            by, file,
            lambda who: draft_contract(
                dossier=self.loaded(file), terms=terms, change=change, by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            file.add(CONTRACTS, state="draft", follows_id=signed[0].pk if change else None)

    @precondition(lambda self: any(f.rows[CONTRACTS] for f in self.files))
    @rule(number=NUMBERS, which=NUMBERS,
          verb=st.sampled_from(["next", "next", "next", "refuse", "end"]))  # fmt: skip
    def carry_on(self, number: int, which: int, verb: str) -> None:
        """Offer, accept, sign: the next thing; or refuse, or end."""
        file, row = self._pick(which, CONTRACTS)
        follows = {"draft": self._offer, "offered": self._accept, "accepted": self._sign}
        if verb == "next":
            does = follows.get(row.state, self._sign)
            does(number, file, row)
        elif verb == "refuse":
            self._refuse(number, file, row)
        else:
            self._end(number, file, row)

    def _read(self, row: Row) -> EngagementContract:
        return EngagementContract.objects.get(pk=row.pk)

    def _last(self, row: Row) -> int:
        """The version that everybody has read: the last."""
        return ContractVersion.objects.filter(contract_id=row.pk).count()

    def _offer(self, number: int, file: File, row: Row) -> None:
        by = self.who(number, self.referent(file), *self.team(file))
        eyes = self.eyes(by, file)
        said = {
            one.pk for one in file.rows[TABLE]
            if one.state in ("proposed", "accepted") and SEEN[TABLE](eyes, one)
            and self._kind(one.organisation_id) not in SENSITIVE
        }  # fmt: skip
        may = by.works and composes(eyes) and row.state == "draft" and said
        self.tries(
            by, file,
            lambda who: offer_contract(
                contract=self._read(row), themes=(), adapting=(), by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.state, file.promised = "offered", said

    def _kind(self, body: int | None) -> str:
        return self.cast.bodies[body].kind if body else ""

    def _accept(self, number: int, file: File, row: Row) -> None:
        by = self.who(number, self.person(file), self.referent(file))
        eyes = self.eyes(by, file)
        may = composes(eyes) and row.state == "offered"

        proof, seen = on_tablet("Camille", "Camille et Ada"), self._last(row)
        if by.person is not None:
            self.tries(
                by, file,
                lambda who: send_code(
                    contract=self._read(row), channel="email", by=who, at=self.at
                ), may,
            )  # fmt: skip
            proof = by_code(self._code_received() if may else "")
        self.tries(
            by, file,
            lambda who: accept_contract(
                contract=self._read(row), seen=seen, proof=proof, by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.state = "accepted"
            for one in file.find(TABLE, state="proposed"):
                is_told = one.pk in file.promised and SEEN[TABLE](eyes, one)
                from_body = one.proposed_for_id is not None
                if is_told and from_body and one.organisation_id in (None, one.proposed_for_id):
                    one.state = "accepted"

    def _code_received(self) -> str:
        """What the letter that was posted last says."""
        said = Mail.objects.filter(kind="contract_code").latest("pk").envelope
        return re.search(r"\b(\d{6})\b", json.loads(open_sealed(said))["body"])[1]

    def _sign(self, number: int, file: File, row: Row) -> None:
        by = self.who(number, self.referent(file))
        eyes = self.eyes(by, file)
        may = eyes.is_referent and composes(eyes) and row.state == "accepted"
        self.tries(
            by, file,
            lambda who: sign_contract(
                contract=self._read(row), seen=self._last(row), by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            followed = self._followed(file, row)
            for former in file.find(CONTRACTS, state="signed"):
                former.state = followed if former.pk == row.follows_id else "ended"
            row.state = "signed"

    def _followed(self, file: File, row: Row) -> str:
        change = EngagementContract.objects.values_list("change", flat=True).get(pk=row.pk)
        return {"amendment": "amended", "renewal": "renewed", "": "ended"}[change]

    def _refuse(self, number: int, file: File, row: Row) -> None:
        by = self.who(number, self.person(file), self.referent(file))
        may = composes(self.eyes(by, file)) and row.state in ("offered", "accepted")
        self.tries(
            by, file,
            lambda who: refuse_contract(
                contract=self._read(row), seen=self._last(row), word="", by=who, at=self.at
            ), may,
        )  # fmt: skip
        if may:
            row.state = "refused"

    def _end(self, number: int, file: File, row: Row) -> None:
        by = self.who(number, self.referent(file))
        eyes = self.eyes(by, file)
        may = eyes.is_referent and composes(eyes) and row.state == "signed"
        self.tries(
            by, file, lambda who: end_contract(contract=self._read(row), by=who, at=self.at), may
        )
        if may:
            row.state = "ended"
