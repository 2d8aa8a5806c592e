"""« Qui voit quoi », for everyone, from the one table."""

import pytest

from jalon.access.policy.capacities import Capacity
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.levels import Level
from jalon.access.policy.matrix import MATRIX

pytestmark = pytest.mark.django_db


def test_everyone_reads_the_matrix_with_its_texts(client):
    html = client.get("/qui-voit-quoi").text

    assert html.count("<details") == len(Capacity)
    open_cells = [
        cell for row in MATRIX.values() for cell in row.values() if cell.level is not Level.NOTHING
    ]
    assert html.count('<tr role="row"><td') == len(open_cells)
    assert "art. L.263-4-1" in html
    assert "resserré ici" not in html


def test_a_deployment_that_narrowed_a_cell_says_so(client, monkeypatch, tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text(
        '[[narrow]]\ncapacity = "employment_advisor"\nblock = "B"\nlevel = "r"\n'
        'since = 2026-01-01\ndecision = "avis du DPO"\n'
    )
    monkeypatch.setenv("JALON_POLICY_FILE", str(file))
    matrix_in_force.cache_clear()
    try:
        assert client.get("/qui-voit-quoi").text.count("resserré ici") == 1
    finally:
        matrix_in_force.cache_clear()
