"""All quotes of an annotation follow the text, and nothing else of it changes."""

from __future__ import annotations

from tests.builders import AT, BODY, annotation, coding, rubric, source

from stancebook.model.anchoring import is_verbatim
from stancebook.model.annotation import Attributed, Evidence
from stancebook.model.reanchor_annotation import certain, proposed, reanchor_annotation, settled, words_stay

NEW = "Corrected on Monday.\n" + BODY.replace("then stop", "and then stop")
RUBRIC = rubric()
WORKS = Evidence.at(BODY, 0, 25)
STOP = Evidence.at(BODY, 26, 47, "stop")
SAID = Attributed(
    value=-2,
    off_scale=None,
    evidence=(Evidence.at(BODY, 48, 69),),
    note="",
    at=AT,
    rev="",
    actor="Others",
    actor_type=None,
    criterion="works",
).sealed()
BEFORE = annotation(
    RUBRIC,
    "r1",
    "one",
    {
        "works": coding(RUBRIC, "works", 1, quotes=(WORKS,), note="clear", confidence=4),
        "advice": coding(RUBRIC, "advice", ("stop",), quotes=(STOP,)),
    },
    attributed=(SAID,),
)


def test_a_text_that_is_the_same_asks_for_nothing() -> None:
    assert reanchor_annotation(BEFORE, source()) == []
    assert settled(BEFORE, source(), proposed) == BEFORE


def test_every_quote_is_found_those_of_attributed_positions_too() -> None:
    found = reanchor_annotation(BEFORE, source(body=NEW))
    assert [(one.criterion, one.actor, one.found.kind) for one in found] == [
        ("works", None, "moved"),
        ("advice", None, "edited"),
        ("works", "Others", "moved"),
    ]


def test_what_merely_moved_is_taken_over_and_the_rest_waits() -> None:
    after = settled(BEFORE, source(body=NEW), words_stay)
    assert [is_verbatim(one, NEW) for one in after.quotes] == [True, False, True]
    assert after.source_sha256 == BEFORE.source_sha256
    assert after.codings["advice"] == BEFORE.codings["advice"]
    works = after.codings["works"]
    assert works.rev == works.expected_rev
    assert works.model_copy(update={"evidence": (), "rev": ""}) == BEFORE.codings["works"].model_copy(
        update={"evidence": (), "rev": ""}
    )
    assert after.state == BEFORE.state


def test_once_every_quote_stands_there_the_annotation_is_one_of_the_new_text() -> None:
    after = settled(BEFORE, source(body=NEW), proposed)
    assert all(is_verbatim(one, NEW) for one in after.quotes)
    assert after.source_sha256 == source(body=NEW).sha256
    assert reanchor_annotation(after, source(body=NEW)) == []


def test_a_lost_quote_is_kept_with_its_words() -> None:
    gone = source(body="Quite another text, about gardening and the weather in May.\n")
    after = settled(BEFORE, gone, proposed)
    assert after == BEFORE


def test_an_annotation_without_quotes_follows_the_text() -> None:
    bare = annotation(RUBRIC, "r1", "one", {"tone": coding(RUBRIC, "tone", "calm")})
    assert settled(bare, source(body=NEW), words_stay).source_sha256 == source(body=NEW).sha256


def test_a_coding_changed_outside_stays_so_that_the_check_still_sees_it() -> None:
    works = BEFORE.codings["works"].model_copy(update={"value": -2})
    forged = BEFORE.model_copy(update={"codings": {**BEFORE.codings, "works": works}})
    found = reanchor_annotation(forged, source(body=NEW))
    assert not certain(found[0])
    assert settled(forged, source(body=NEW), proposed).codings["works"] == works


def test_two_quotes_are_never_made_one_unseen() -> None:
    twice = "It works, says the author.\nOr so they say: It work, says the author.\n"
    quotes = (Evidence.at(twice, 0, 26), Evidence.at(twice, 43, 68))
    both = annotation(RUBRIC, "r1", "one", {"works": coding(RUBRIC, "works", 1, quotes=quotes)})
    found = reanchor_annotation(both, source(body="It works, says the author.\n"))
    kept = [one.found.certain for one in found]
    assert kept.count(True) <= 1
