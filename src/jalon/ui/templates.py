"""How templates become Python: what is the same on every page is worked out when they are compiled.

A page says a hundred sentences and names thirty files and addresses that never change in one
language. Each language has an environment of its own, in which they are part of the text. What
remains is written with the least work: see `written`, `Environment.getattr`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Self

import jinja2
import markupsafe
from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.urls import NoReverseMatch
from django.utils import translation
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from jalon.ui import words

OF_DICTS: Final = frozenset(dir(dict))  # in a template, a method goes before an item of its name


def written(value: Any) -> str:
    """What a page holds for a value: as `markupsafe.escape`, but a text is not marked as safe."""
    kind = type(value)
    if kind is str:
        return markupsafe._escape_inner(value)  # type: ignore[attr-defined]
    if kind is int:
        return str(value)
    return value if kind is Markup else markupsafe.escape(value)


class Writer(CodeGenerator):
    """Writes `written(…)` around each value of a page, where Jinja writes `escape(…)`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """An included template is written at once: Jinja would pass on each of its pieces."""
        if node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline("template = environment.get_or_select_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        context = f"context.get_all(), True, {self.dump_local_context(frame)}"
        made = f"template.root_render_func(template.new_context({context}))"
        self.simple_write(f"environment.concat({made})", frame, node)


class Constants(NodeTransformer):
    """Puts the answer in the place of a call that answers the same on every page.

    `answers`, by the name of the call; `sentence`, of `_("…", name=…)`: filled with the page.
    """

    def __init__(
        self, answers: Mapping[str, Callable[..., str]], sentence: Callable[[str], Markup]
    ) -> None:
        self.answers, self.sentence = answers, sentence

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        given = [one.value for one in node.args if isinstance(one, nodes.Const)]
        is_constant = len(given) == len(node.args) and not (node.dyn_args or node.dyn_kwargs)
        if name not in self.answers or not is_constant:
            return node
        if node.kwargs:
            return self._filled(node, *given) if name == "_" else node
        try:
            return nodes.Const(self.answers[name](*given), lineno=node.lineno)
        except NoReverseMatch:
            return node  # an address that this site does not have, and nobody is led to

    def _filled(self, node: nodes.Call, text: str) -> nodes.Node:
        values = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
        said = nodes.Const(self.sentence(text))
        return nodes.Mod(said, nodes.Dict(values), lineno=node.lineno)


class SharedMacros(jinja2.Template):
    """A template whose macros are read once: all our pages see the same globals.

    Jinja would compare the names of the importing page with ours at each import.
    """

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


class Environment(jinja2.Environment):
    """The templates in one language; `constants` are the calls that are answered beforehand."""

    code_generator_class = Writer
    template_class = SharedMacros
    written = staticmethod(written)
    language = settings.LANGUAGE_CODE
    constants: Constants | None = None
    read: dict[str, jinja2.Template]

    def speaking(self, language: str) -> Self:
        """The same templates in another language."""
        made = self.overlay()
        made.language = language
        made.read = {}
        return made

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Any:
        """As Jinja's; where files do not change, a template that was read is not looked for."""
        if self.auto_reload or globals or type(name) is not str:
            return super().get_template(name, parent, globals)
        if name not in self.read:
            self.read[name] = super().get_template(name, parent)
        return self.read[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja's; a value of a dictionary is found without asking for an attribute first."""
        if type(obj) is not dict or attribute in OF_DICTS:
            return super().getattr(obj, attribute)
        try:
            return obj[attribute]
        except KeyError:
            return self.undefined(obj=obj, name=attribute)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None,
        defer_init: bool = False,
    ) -> str:  # fmt: skip
        if self.constants:
            with translation.override(self.language):
                source = self.constants.visit(source)
        return super()._generate(source, name, filename, defer_init)


class Templates(Jinja2):
    """Django's engine, whose environment is that of the reader's language."""

    @property  # type: ignore[override]
    def env(self) -> Environment:
        return self._speaking.get(words.locale(), self._default)

    @env.setter
    def env(self, made: Environment) -> None:
        self._speaking = {code: made.speaking(code) for code, _name in settings.LANGUAGES}
        self._default = self._speaking[settings.LANGUAGE_CODE]
