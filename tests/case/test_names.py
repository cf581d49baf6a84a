"""Names as the whole case has them."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from testimonia.case.names import document_names, names_of, settled_name


def names(*keys: tuple[str, str]) -> list[str]:
    given_keys = [(name, path, str(at)) for at, (name, path) in enumerate(keys)]
    found = document_names(given_keys)
    return [found[str(at)] for at in range(len(keys))]


def test_a_document_is_called_by_its_base_name() -> None:
    assert names(("a.txt", "/x/a.txt"), ("b.txt", "/y/b.txt")) == ["a.txt", "b.txt"]


def test_folders_tell_apart_documents_of_one_base_name() -> None:
    assert names(("a.txt", "/p/x/a.txt"), ("a.txt", "/p/y/a.txt")) == ["x/a.txt", "y/a.txt"]
    assert names(("a.txt", "/p/x/s/a.txt"), ("a.txt", "/p/y/s/a.txt"), ("c.txt", "/c.txt")) == [
        "x/s/a.txt",
        "y/s/a.txt",
        "c.txt",
    ]


def test_members_of_archives_keep_their_inner_path() -> None:
    assert names(("z.zip/a.txt", "/p/x/z.zip/a.txt"), ("z.zip/a.txt", "/p/y/z.zip/a.txt")) == [
        "x/z.zip/a.txt",
        "y/z.zip/a.txt",
    ]


def test_standard_input_beside_a_file_of_that_name() -> None:
    assert names(("a.txt", "a.txt"), ("a.txt", "/p/a.txt")) == ["a.txt", "p/a.txt"]


def test_what_no_folder_tells_apart_is_told_by_its_id() -> None:
    assert names(("a.txt", "/p/a.txt"), ("a.txt", "/p/a.txt")) == ["p/a.txt~0", "p/a.txt~1"]


paths = st.lists(st.sampled_from(["x", "y", "z"]), max_size=3).map(
    lambda parts: "/".join(["", *parts, "a.txt"])
)


@given(st.lists(paths, max_size=8))
def test_no_two_documents_share_a_name(given_paths: list[str]) -> None:
    found = names(*[("a.txt", path) for path in given_paths])
    assert len(set(found)) == len(found)


@given(st.lists(st.tuples(paths, st.integers(0, 999)), unique_by=lambda item: item[1]), st.randoms())
def test_names_do_not_depend_on_the_order(keys: list[tuple[str, int]], random: Random) -> None:
    given_keys = [("a.txt", path, str(id)) for path, id in keys]
    before = document_names(given_keys)
    random.shuffle(given_keys)
    assert document_names(given_keys) == before


def test_a_name_stands_for_the_actor_of_most_mentions() -> None:
    table = names_of(
        [
            ("Voss", "Voss", "Ilan Voss", "person", 3),
            ("Voss", "Voss", "Mara Voss", "person", 1),
            ("Meridian", "Meridian", "Meridian Bank", "organisation", 5),
            ("Meridian", "Meridian", "Meridian", "media", 1),
            ("Ilan Voss", "he", "Ilan Voss", "person", 1),
        ]
    )
    assert settled_name(table, "Voss", outlet=False) == "Ilan Voss"
    assert settled_name(table, "Meridian", outlet=False) == "Meridian Bank"
    assert settled_name(table, "Meridian", outlet=True) == "Meridian"
    assert settled_name(table, "Somebody", outlet=True) == "Somebody"
