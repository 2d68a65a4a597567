"""docs/claims.md says what was recorded, and that belongs to the claims as they are."""

from pathlib import Path

import pytest

from reglab.audit.registry import own_entries
from reglab.course import find_lessons
from tests.docs_scripts import docs_script

ROOT = Path(__file__).parents[2]
ENTRIES = own_entries()
ids = [entry.name for entry in ENTRIES]


@pytest.fixture(scope="module")
def claims():
    return docs_script("claims")


@pytest.fixture(scope="module")
def records(claims):
    return claims.stored()


def test_the_page_shows_what_was_recorded(claims, records):
    assert claims.PAGE.read_text("utf-8") == claims.page(records), "run docs/claims.py"


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_a_record_belongs_to_the_plan_and_the_code_of_its_claim(entry, records):
    record, plan = records[entry.name], entry.claim.plan
    assert record["digest"] == plan.digest
    assert record["plan"] == plan.fields
    assert record["code"] == entry.code, f"run reglab audit {entry.name} --again"
    assert list(record["regimes"]) == list(plan.regimes)
    for own in record["regimes"].values():
        assert own["seeds"] == list(plan.seeds)
        assert {len(values) for values in own["values"].values()} == {plan.n_seeds}
        assert record["registered"] <= own["finished"]


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_a_claim_names_its_source_and_its_lesson(entry):
    claim = entry.claim
    lessons = {lesson.name for lesson in find_lessons(ROOT)}
    assert claim.taught in lessons
    assert "article" in claim.source or any(f"00{i}" in claim.source for i in range(5))
    for text in (claim.plan.claim, claim.how, claim.not_tested):
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")


def test_no_two_claims_share_a_number():
    assert [entry.claim.number for entry in ENTRIES] == list(range(1, 38))
