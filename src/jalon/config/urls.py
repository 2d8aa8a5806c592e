"""Every address of the site, by domain, and the pages of error."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("direct/", include("jalon.live.urls")),
    path("", include("jalon.entry.urls")),
    path("", include("jalon.dossiers.urls")),
    path("", include("jalon.deadlines.urls")),
    path("", include("jalon.plans.urls")),
    path("", include("jalon.contracts.urls")),
    path("", include("jalon.directory.urls")),
    path("", include("jalon.strategies.urls")),
    path("", include("jalon.calls.urls")),
    path("", include("jalon.projects.urls")),
    path("", include("jalon.letters.urls")),
    path("", include("jalon.appraisal.urls")),
    path("", include("jalon.grants.urls")),
    path("", include("jalon.intake.urls")),
    path("", include("jalon.appointments.urls")),
    path("", include("jalon.outcomes.urls")),
    path("", include("jalon.exchanges.urls")),
    path("", include("jalon.notifications.urls")),
    path("", include("jalon.retention.urls")),
    path("", include("jalon.vigilance.urls")),
    path("", include("jalon.protection.urls")),
    path("", include("jalon.space.urls")),
    path("", include("jalon.web.urls")),
]

handler400 = "jalon.web.views.errors.bad_request"
handler403 = "jalon.web.views.errors.forbidden"
handler404 = "jalon.web.views.errors.not_found"
handler500 = "jalon.web.views.errors.server_error"
