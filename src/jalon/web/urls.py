from django.urls import include, path
from django.views.i18n import set_language

from jalon.ui.access import public_page
from jalon.web.views import home, public
from jalon.web.views.who_sees_what import who_sees_what
from jalon.web.views.your_information import your_information

urlpatterns = [
    path("", home.welcome, name="welcome"),
    path("aujourdhui", home.home, name="home"),
    path("accessibilite", public.accessibility, name="accessibility"),
    path("mentions-legales", public.legal, name="legal"),
    path("vos-informations", your_information, name="your_information"),
    path("qui-voit-quoi", who_sees_what, name="who_sees_what"),
    path("plan-du-site", public.site_map, name="site_map"),
    path("sante", public.health, name="health"),
    path("langue", public_page(set_language), name="set_language"),
    path("", include("jalon.web.signin.urls")),
]
