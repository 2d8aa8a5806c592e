"""Give an order, or call it back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.retention.forms import OrderForm
from jalon.retention.operations import cancel_order, give_order
from jalon.retention.operations.give_order import WrongGround
from jalon.retention.queries.calendar import durations
from jalon.retention.queries.desk import orders
from jalon.retention.rules import GIVE_ORDER
from jalon.ui.access import page
from jalon.ui.asked import GET_OR_POST, typed
from jalon.ui.request import Request


@page
@require_http_methods(GET_OR_POST)
def give(request: Request) -> HttpResponse:
    GIVE_ORDER.require(request.actor, None)
    form = OrderForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            order = give_order(
                kind=form.cleaned_data["kind"],
                ground=form.cleaned_data["ground"],
                reference=form.cleaned_data["reference"],
                who=form.identity(),
                by=request.actor,
                at=timezone.now(),
            )
        except WrongGround as refusal:
            form.add_error("ground", str(refusal))
        else:
            said = _("L’ordre est enregistré. Il sera exécuté à partir du %(day)s.")
            messages.success(request, said % {"day": order.due_on.strftime("%d/%m/%Y")})
            return redirect("retention")
    context = {"form": form, "durations": durations(request.actor.today)}
    status = 422 if form.is_bound else 200
    return render(request, "retention/give_order.html", context, status=status)


@page
@require_POST
def cancel(request: Request, public_id: str) -> HttpResponseRedirect:
    order = get_object_or_404(orders(request.actor), public_id=public_id)
    cancel_order(order=order, by=request.actor, at=timezone.now())
    messages.success(request, _("L’ordre est annulé."))
    return redirect("retention")
