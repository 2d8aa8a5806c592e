"""The addresses of the site, and the reference beside them."""

from django.urls import path

from jalon.bench.page.views import plain_dossier
from jalon.config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bench/plain/<uuid:public_id>", plain_dossier), *urlpatterns]
