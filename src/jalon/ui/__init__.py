"""The design system: page layout, components, dates and words as French people write them.

Knows no business object. Pages are Jinja2 templates that extend `ui/base.html` and import their
components from `ui/components.html` (whose first lines say how).
"""
