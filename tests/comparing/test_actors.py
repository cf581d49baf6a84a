"""Names of all documents merged into actors, with a reason for every merge."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from testimonia.comparing.actors import Alias, AliasError, canonical_names, link, load_aliases
from testimonia.model import Actor, Mention, MentionForm, MentionType, annotation_id

_PLACES: dict[str, int] = {}


def mention(
    text: str,
    type: MentionType = "person",
    name: str = "",
    document: str = "d",
    form: MentionForm = "name",
    why: str = "",
) -> Mention:
    start = _PLACES[document] = _PLACES.get(document, 0) + 100
    span = (start, start + len(text))
    return Mention(
        id=annotation_id(document, "mention", [span], type),
        document=document,
        span=span,
        text=text,
        type=type,
        form=form,
        name=text if name == "" and form == "name" else name,
        why=why,
    )


def merged(*texts: str, type: MentionType = "person") -> list[list[str]]:
    return [sorted(v.text for v in actor.variants) for actor in link(mention(t, type) for t in texts)]


def by_name(actors: list[Actor]) -> dict[str, Actor]:
    return {actor.name: actor for actor in actors}


# merging --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "type"),
    [
        ("Ahrar al-Nahr", "Ahrar An-Nahr", "armed_group"),
        ("Tal Hadid", "Tal Hadeed", "place"),
        ("Karim Qassab", "Kareem Kassab", "person"),
        ("Coast Council", "coast council", "organisation"),
        ("Lume-Post", "Lume Post", "media"),
    ],
)
def test_variants_of_one_name_are_one_actor_with_a_reason(one: str, two: str, type: MentionType) -> None:
    (actor,) = link([mention(one, type), mention(two, type)])
    assert {v.text for v in actor.variants} == {one, two}
    assert len(actor.why) == 1


def test_names_of_different_types_stay_apart() -> None:
    assert len(link([mention("Qassab", "person"), mention("Kassab", "place")])) == 2


def test_short_names_are_not_folded() -> None:
    assert len(merged("Qadi", "Kadi")) == 2


def test_outlets_are_never_folded() -> None:
    assert len(merged("Al-Qabas Daily", "Al-Kabas Daily", type="media")) == 2


@pytest.mark.parametrize(
    ("one", "two", "type"),
    [
        ("Hama", "Hamas", "place"),
        ("Homs", "Hormuz", "place"),
        ("Sky News", "Sky News Arabia", "media"),
        ("Niger", "Nigeria", "state"),
        ("Iran", "Iraq", "state"),
        ("Mali", "Malawi", "state"),
        ("Nasir", "Nasser", "person"),
    ],
)
def test_names_of_the_warning_list_are_never_one(one: str, two: str, type: MentionType) -> None:
    assert len(merged(one, two, type=type)) == 2


@pytest.mark.parametrize(
    ("part", "whole"),
    [("Hill Army", "Free Hill Army"), ("Lume Council", "Lume Council of Elders"), ("Varo", "Ana Varo")],
)
def test_a_part_of_a_longer_name_is_not_the_longer_name(part: str, whole: str) -> None:
    assert len(merged(part, whole, type="organisation")) == 2


def test_a_surname_follows_what_it_stands_for_in_its_own_document() -> None:
    actors = link(
        [mention("Varo", name="Ana Varo", document="a"), mention("Varo", name="Karl Varo", document="b")]
    )
    assert [(a.name, a.variants[0].text) for a in actors] == [("Ana Varo", "Varo"), ("Karl Varo", "Varo")]


def test_a_shorter_form_of_a_persons_name_joins_the_one_fuller_name() -> None:
    (actor,) = link([mention("Rejeb Tayib Ersan"), mention("Tayeb Ersan")])
    assert actor.name == "Rejeb Tayib Ersan"


def test_a_shorter_form_that_fits_two_persons_joins_neither() -> None:
    assert len(merged("Ana Maria Varo", "Ana Lucia Varo", "Ana Varo")) == 3


def test_an_apposition_joins_two_names_in_all_documents() -> None:
    why = "apposition in brackets"
    actors = link(
        [
            mention("Army of the Hills", "armed_group", document="a"),
            mention("Jaysh al-Tilal", "armed_group", "Army of the Hills", "a", why=why),
            mention("Jaysh al-Tilal", "armed_group", document="b"),
        ]
    )
    assert len(actors) == 1
    assert any(why in reason for reason in actors[0].why)


def test_a_short_form_with_two_meanings_stays_within_its_documents() -> None:
    why = "apposition in brackets"
    actors = link(
        [
            mention("Coast Relief Committee", "organisation", document="a"),
            mention("CRC", "organisation", "Coast Relief Committee", "a", why=why),
            mention("City Revenue Court", "organisation", document="b"),
            mention("CRC", "organisation", "City Revenue Court", "b", why=why),
            mention("CRC", "organisation", document="c"),
        ]
    )
    assert sorted(len(a.mentions) for a in actors) == [1, 2, 2]


def test_adjectives_and_tied_roles_belong_to_the_actor_and_open_roles_to_none() -> None:
    actors = link(
        [
            mention("Norway", "state"),
            mention("Norwegian", "state", "Norway", form="adjective"),
            mention("Ana Varo"),
            mention("the envoy", name="Ana Varo", form="nominal"),
            mention("the minister", form="nominal"),
        ]
    )
    assert {a.name: sorted(v.form for v in a.variants) for a in actors} == {
        "Ana Varo": ["name", "nominal"],
        "Norway": ["adjective", "name"],
    }


def test_an_adjective_of_nationality_belongs_to_the_state_of_its_stem() -> None:
    (actor,) = link(
        [mention("Vessia", "state"), mention("Vessian", "state", "Vessian", "b", form="adjective")]
    )
    assert actor.name == "Vessia"


def test_a_name_of_unsure_type_takes_the_type_that_it_has_elsewhere() -> None:
    unsure = msgspec.structs.replace(mention("Lume Harbour", "person", document="b"), confidence=0.6)
    (actor,) = link([mention("Lume Harbour", "place"), unsure])
    assert actor.type == "place"


# names and variants ---------------------------------------------------------------------------------


def test_the_fullest_well_attested_form_is_the_name() -> None:
    given = [mention("Karim Qassab")] * 1 + [mention("Kareem al-Qassab") for _ in range(4)]
    assert link(given)[0].name == "Kareem al-Qassab"


def test_a_name_of_the_tables_comes_first() -> None:
    actors = link([mention("Hizbullah", "armed_group"), mention("Hezbollah", "armed_group")])
    assert [a.name for a in actors] == ["Hezbollah"]


def test_variants_count_and_name_their_documents() -> None:
    (actor,) = link([mention("Lume", "place", document=d) for d in ("b", "a", "b")])
    assert [(v.text, v.count, v.documents) for v in actor.variants] == [("Lume", 3, ("a", "b"))]


def test_the_order_of_mentions_does_not_change_the_actors() -> None:
    given = [mention(t) for t in ("Karim Qassab", "Kareem Kassab", "Ana Maria Varo", "Ana Varo", "Ana  Varo")]
    one, two = link(given), link(reversed(given))
    assert [(a.id, a.name, a.variants) for a in one] == [(a.id, a.name, a.variants) for a in two]


def test_canonical_names_translate_a_documents_own_names() -> None:
    given = [mention("Tayeb Ersan", document="a"), mention("Rejeb Tayib Ersan", document="b")]
    names = canonical_names(link(given), given)
    assert names["a", "Tayeb Ersan"] == "Rejeb Tayib Ersan"


# the user's table -----------------------------------------------------------------------------------


def test_a_users_alias_joins_what_nothing_else_would() -> None:
    (actor,) = link(
        [mention("Hama", "place"), mention("Hamas", "place")],
        aliases=[Alias(alias="Hama", canonical="Hamas")],
    )
    assert actor.name == "Hamas"


def test_a_users_alias_keeps_apart_what_folding_would_join() -> None:
    aliases = [Alias(alias="Kareem Kassab", canonical="Kareem Kassab the Younger")]
    actors = link([mention("Karim Qassab"), mention("Kareem Kassab")], aliases=aliases)
    assert sorted(by_name(actors)) == ["Kareem Kassab the Younger", "Karim Qassab"]


def test_a_users_alias_decides_the_type() -> None:
    aliases = [Alias(alias="Nahr", canonical="Nahr Movement", kind="armed_group")]
    (actor,) = link([mention("Nahr", "place")], aliases=aliases)
    assert (actor.name, actor.type) == ("Nahr Movement", "armed_group")


def test_a_table_of_aliases_is_read(tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text(
        '\ufeffalias,canonical,kind\n# old names\n"Varo, A.",Ana Varo,person\nCRC,Coast Council\n', "utf-8"
    )
    assert load_aliases(file) == [
        Alias(alias="Varo, A.", canonical="Ana Varo", kind="person"),
        Alias(alias="CRC", canonical="Coast Council"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Varo", "1 cells"),
        ("Varo,Ana Varo,person,x", "4 cells"),
        (",Ana Varo", "empty name"),
        ("Varo,Ana Varo,planet", "unknown kind"),
        ("CRC,Another", "means"),
    ],
)
def test_a_faulty_table_names_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "names.csv"
    file.write_text(f"CRC,Coast Council\n{line}\n", "utf-8")
    with pytest.raises(AliasError, match=rf"names\.csv, line 2: .*{fault}"):
        load_aliases(file)


def test_a_missing_table_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(AliasError, match=r"none\.csv"):
        load_aliases(tmp_path / "none.csv")
