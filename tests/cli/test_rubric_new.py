"""`stance rubric new`: a template, options, or a dialogue; never over a file that is there."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.workspace.rubric_file import read_rubric

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWERS = """\
Taxes on carbon


Does the author support the carbon tax?

1
Supports it
Opposes it

What does the author recommend?
Advice
3
Keep it; Change it; End it
How high does the author say the cost is?
Cost
5
dollars
0


"""


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let what is typed come from a pipe."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_template_is_written_outside_of_a_workspace(stance: Callable[..., Any], empty: Path) -> None:
    done = stance("rubric", "new", "coal")
    assert (done.status, done.out) == (0, "")
    assert done.err.splitlines() == [
        "wrote coal.yaml",
        "wrote rubric.schema.json, by which an editor completes and checks it",
        "next: edit it, then  stance rubric check coal.yaml  and  stance rubric show coal.yaml",
        "it is in no workspace yet; put it into rubrics/, and stance init makes one around it",
    ]
    assert (
        (empty / "coal.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=rubric.schema.json\n")
    )
    assert stance("rubric", "check", "coal.yaml").out == "1 rubric: nothing wrong\n"


def test_in_a_workspace_it_is_written_among_the_rubrics_and_found(stance: Callable[..., Any], study: Path) -> None:
    done = stance("rubric", "new", "second", "--template")
    assert done.status == 0
    assert "next: edit it, then  stance rubric check second  and  stance rubric show second" in done.err
    assert read_rubric(study / "rubrics" / "second.yaml").id == "second"
    assert stance("rubric", "check", "second").out == "1 rubric: nothing wrong\n"


def test_a_file_that_is_there_is_never_touched(stance: Callable[..., Any], empty: Path) -> None:
    (empty / "coal.yaml").write_text("mine\n", encoding="utf-8")
    (empty / "rubric.schema.json").write_text("mine too\n", encoding="utf-8")
    done = stance("rubric", "new", "coal")
    assert (done.status, done.err) == (
        2,
        "stance: coal.yaml: is there already, and is left as it is; choose another ID\n",
    )
    (empty / "link.yaml").symlink_to("nowhere")
    assert stance("rubric", "new", "link").status == 2
    assert stance("rubric", "new", "tax").status == 0
    assert (empty / "coal.yaml").read_text(encoding="utf-8") == "mine\n"
    assert (empty / "rubric.schema.json").read_text(encoding="utf-8") == "mine too\n"


def test_options_describe_a_rubric(stance: Callable[..., Any], empty: Path) -> None:
    done = stance(
        *("rubric", "new", "--title", "Taxes on carbon", "--holder", "speaker"),
        *("--criterion", "support:ordinal(Supports it,Opposes it)=Does the speaker support it?"),
        *("--criterion", "topic:nominal(Money,Nature)=What is it about?"),
        *("--criterion", "advice:several(Keep it,End it)=What is advised?"),
        *("--criterion", "named:boolean=Is a minister named?"),
        *("--criterion", "cost:numeric(0,,dollars)=How high is the cost?"),
        *("--criterion", "whom:text=Who is quoted?"),
        *("--criterion", "works=Does it work?"),
    )
    assert done.status == 0, done.err
    rubric = read_rubric(empty / "taxes-on-carbon.yaml")
    assert [criterion.type for criterion in rubric.criteria] == [
        *("ordinal", "nominal", "nominal", "boolean", "numeric", "text", "ordinal"),
    ]
    assert rubric.unit.holder == "speaker"
    assert rubric.choices("support")[0].label == "Supports it"
    assert rubric.criterion("advice").multiple


@pytest.mark.usefixtures("empty")
def test_questions_are_asked_and_answered_from_a_pipe(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path
) -> None:
    typing(ANSWERS)
    done = stance("rubric", "new", "--ask")
    assert (done.status, done.out) == (0, ""), done.err
    rubric = read_rubric(empty / "taxes-on-carbon.yaml")
    assert rubric.title == "Taxes on carbon"
    assert [(c.id, c.type) for c in rubric.criteria] == [
        ("support-carbon-tax", "ordinal"),
        ("advice", "nominal"),
        ("cost", "numeric"),
    ]
    assert [choice.key for choice in rubric.choices("advice") if choice.is_position] == [
        "keep-it",
        "change-it",
        "end-it",
    ]


def test_an_answer_that_will_not_do_is_asked_for_again(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path
) -> None:
    typing("T\n\nbad id!\ngood-id\nIs it?\n \n!!\nit\n9\n2\njust one\nOne; Two\nIs it not?\nit\nit not\n4\n")
    done = stance("rubric", "new", "--ask")
    assert done.status == 0, done.err
    for said in (
        "starting with a letter or digit",
        "letters of the alphabet",
        "one of 1, 2, 3, 4, 5, 6",
        "two answers or more",
        "there is a criterion 'it' already",
    ):
        assert f"Error: {said}" in done.err.replace("use 1 to 64 of a-z, 0-9, '.', '_', '-', ", "").replace("use ", "")
    assert [c.id for c in read_rubric(empty / "good-id.yaml").criteria] == ["it", "it-not"]


@pytest.mark.parametrize("typed", ["", "T\n", "T\n\n\nIs it?\n"])
def test_who_stops_early_has_nothing_written(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path, typed: str
) -> None:
    typing(typed)
    done = stance("rubric", "new", "--ask")
    assert done.status == 130
    assert done.err.endswith("stance: stopped\n")
    assert list(empty.iterdir()) == []


def test_a_pipes_answers_stand_after_their_questions(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path
) -> None:
    typing("T\n\n\nDoes it work?\n\n4\n\n")
    lines = stance("rubric", "new", "--ask").err.splitlines()
    assert "Title of the study (empty: the commented template instead): T" in lines
    assert "Whose stance is coded [author]: author" in lines
    assert "  How it is answered [1]: 4" in lines
    assert "wrote t.yaml" in lines
    assert (empty / "t.yaml").exists()


def test_what_is_needed_is_asked_for_again_on_a_line_of_its_own(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path
) -> None:
    typing("T\n\n\n\n")
    lines = stance("rubric", "new", "--ask").err.splitlines()
    assert lines[-4:] == [
        "Criterion 1: the first question put to every source: ",
        "Error: this is needed",
        "Criterion 1: the first question put to every source: ",
        "stance: stopped",
    ]
    assert list(empty.iterdir()) == []


def test_the_first_comment_names_commands_that_work(stance: Callable[..., Any], empty: Path) -> None:
    for more in ((), ("--criterion", "x=Is it?")):
        assert stance("rubric", "new", "coal", "-o", "deep/coal.yaml", *more).status == 0
        text = (empty / "deep" / "coal.yaml").read_text(encoding="utf-8")
        named = next(line for line in text.splitlines() if "stance rubric check" in line)
        assert named.split("stance rubric check ")[1].split()[0] == "deep/coal.yaml"
        assert stance("rubric", "check", "deep/coal.yaml").status == 0
        (empty / "deep" / "coal.yaml").unlink()


def test_in_a_workspace_the_first_comment_names_the_id(stance: Callable[..., Any], study: Path) -> None:
    assert stance("rubric", "new", "second", "--template").status == 0
    assert "stance rubric check second  has" in (study / "rubrics" / "second.yaml").read_text(encoding="utf-8")


def test_an_empty_title_gives_the_template(
    stance: Callable[..., Any], typing: Callable[[str], None], empty: Path
) -> None:
    typing("\n")
    assert stance("rubric", "new", "coal", "--ask").status == 0
    assert read_rubric(empty / "coal.yaml").by_id.keys() == {"support", "proposals"}


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Bad Id"], "for instance bad-id"),
        (["coal", "--title", "T"], "name at least one --criterion"),
        (["coal", "--criterion", "x"], "should be ID=QUESTION"),
        (["coal", "--criterion", "X y=What?"], "should be ID=QUESTION"),
        (["coal", "--criterion", "x="], "should be ID=QUESTION"),
        (["coal", "--criterion", "x:ordinall=What?"], "there is no type 'ordinall'; did you mean ordinal"),
        (["coal", "--criterion", "x:nominal(a)=What?"], "names two values or more"),
        (["coal", "--criterion", "x:nominal(a,A)=What?"], "which there is already"),
        (["coal", "--criterion", "x:ordinal(a,b,c)=What?"], "names the two ends"),
        (["coal", "--criterion", "x:numeric(a)=What?"], "'a' is no number"),
        (["coal", "--criterion", "x:boolean(a)=What?"], "takes nothing in brackets"),
        (["coal", "--criterion", "x=What?", "--criterion", "x=Who?"], "the criterion 'x' is given twice"),
        (["coal", "--criterion", "unclear:nominal(unclear,b)=What?"], "gives the id 'unclear'"),
        (["coal", "--template", "--title", "T"], "--template asks nothing"),
        (["coal", "-o", "other.yaml"], "the file must be called as the rubric is: coal.yaml"),
        (["coal", "-C", "nowhere"], "there is no folder 'nowhere'"),
    ],
)
def test_wrong_use_writes_nothing(stance: Callable[..., Any], empty: Path, arguments: list[str], said: str) -> None:
    done = stance("rubric", "new", *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert list(empty.iterdir()) == []


def test_it_can_be_written_to_standard_output_or_elsewhere(stance: Callable[..., Any], empty: Path) -> None:
    done = stance("rubric", "new", "coal", "-o", "-")
    assert (done.status, done.err) == (0, "")
    assert "\nrubric: coal\n" in done.out
    assert stance("rubric", "new", "coal", "-o", "deep/coal.yaml").status == 0
    assert read_rubric(empty / "deep" / "coal.yaml").id == "coal"
