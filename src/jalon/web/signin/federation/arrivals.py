"""Opening our session for somebody a provider vouched for."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse

from jalon.accounts.models import FederatedIdentity, User, Vouched
from jalon.web.signin.federation.authorization import Arrival
from jalon.web.signin.federation.departures import remember_provider

SECOND_FACTOR = "mfa"  # in `amr`: the provider asked for two factors (RFC 8176)


def vouched(arrival: Arrival) -> Vouched:
    """The identity that arrived. The same subject behind another provider is somebody else."""
    return Vouched(
        provider=arrival.provider.code,
        issuer=arrival.provider.issuer,
        idp_id=str(arrival.claims.get("idp_id", "")),
        subject=arrival.subject,
        assurance=arrival.assurance,
    )


def known(who: Vouched) -> User | None:
    """The account that this identity opens, closed or not; never found by a name or an e-mail."""
    identity = (
        FederatedIdentity.objects.filter(
            provider=who.provider,
            issuer=who.issuer,
            idp_id=who.idp_id,
            subject=who.subject,
            ended_at=None,
        )
        .select_related("user")
        .first()
    )
    return identity.user if identity else None


def enter(request: HttpRequest, user: User, arrival: Arrival, *, after: str) -> HttpResponse:
    """Sign in like by password: a closed account, our own second factor, alerts all apply.

    The second factor of the provider stands for ours; whoever was signed in here is signed out.
    """
    if request.user.is_authenticated:
        logout(request, show_message=False)
    remember_provider(request, arrival)
    record_authentication(request, user, method=arrival.provider.code.value)
    if SECOND_FACTOR in arrival.ways:
        record_authentication(request, user, method="mfa", type=arrival.provider.code.value)
    return perform_login(request, Login(user=user, redirect_url=after))


class SecondFactorStage(AuthenticateStage):
    """Ours is not asked again of who has just shown the provider's."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records: list[dict[str, Any]] = request.session.get("account_authentication_methods", [])
        user: Any = self.login.user
        is_theirs = str(request.session.get("account_authentication_methods_user")) == str(user.pk)
        if is_theirs and any(one["method"] == "mfa" for one in records):
            return False
        return bool(super()._should_handle(request))
