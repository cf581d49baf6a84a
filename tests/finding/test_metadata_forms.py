"""The forms in which offices, armies and media print who says what on which day, an invented text of each."""

from __future__ import annotations

import pytest
from tests.finding.test_metadata import about

BODY = "\n\nThe harbour of Vesna was reopened after long talks of the councils, and ships came in again.\n"


def test_readout_of_an_office_has_the_call_as_its_title() -> None:
    found = about(
        "Office of the Spokesperson\nFor Immediate Release\nREADOUT\nOctober 3, 2034\n\n"
        "Secretary Marsh’s Call with Vesnian Foreign Minister Lund" + BODY
    )
    assert found.title == "Secretary Marsh’s Call with Vesnian Foreign Minister Lund"
    assert (found.publisher, found.date, found.author) == ("Office of the Spokesperson", "2034-10-03", None)


def test_statement_is_by_the_office_holder_under_its_title() -> None:
    found = about(
        "On the Closing of Kor Harbour\n\nPress Statement\nAda L. Marsh, Secretary of Trade\nMarch 4, 2031"
        + BODY
    )
    assert (found.title, found.author, found.date) == (
        "On the Closing of Kor Harbour",
        "Ada L. Marsh",
        "2031-03-04",
    )


def test_record_of_a_briefing_is_not_by_the_spokesman_and_its_day_is_in_its_title() -> None:
    found = about(
        "Department Press Briefing – January 22, 2035\nIvo Lund, Department Spokesperson\n"
        "Kor, January 22, 2035\n\n"
        "MR. LUND: Good afternoon.\n\nQUESTION: On the harbour?\n\nMR. LUND: It is open.\n"
    )
    assert (found.title, found.date) == ("Department Press Briefing – January 22, 2035", "2035-01-22")
    assert (found.author, found.publisher) == (None, None)


def test_day_of_a_press_conference_from_its_title_alone() -> None:
    found = about("Daily Briefing by the Spokesperson, 17 June 2038" + BODY)
    assert (found.date, found.date_why) == ("2038-06-17", "date in the title")


def test_news_story_of_a_government_has_a_standfirst_between_title_and_day() -> None:
    found = about(
        "News story\n\nVesna doubles aid to the islands\n\n"
        "The Minister for Ports has announced new support today.\n\n"
        "From: Ministry of Ports and The Rt Hon Ada Marsh MP\nPublished 3 May 2032" + BODY
    )
    assert (found.title, found.date) == ("Vesna doubles aid to the islands", "2032-05-03")
    assert found.publisher == "Ministry of Ports"


def test_standfirst_needs_a_day_or_an_author_below() -> None:
    found = about(
        "Vesna doubles its aid\n\nThe Minister spoke.\n\nThe harbour closed.\n\n3 May 2032\n\nIt rained."
        + BODY
    )
    assert found.title == "Vesna doubles its aid"


def test_release_of_an_army_with_its_number() -> None:
    found = about(
        "JOINT COASTAL COMMAND\nPUBLIC AFFAIRS OFFICE\nPRESS RELEASE\nRelease Number 31-0417-02\n"
        "April 17, 2031\nFOR IMMEDIATE RELEASE\n\n"
        "Coastal Forces Conduct Strike Against River Brigade Leader\n\n"
        "FORT KOR, April 17 – Joint Coastal Command forces hit a boat. It sank.\n\n-30-\n"
    )
    assert found.title == "Coastal Forces Conduct Strike Against River Brigade Leader"
    assert (found.publisher, found.date) == ("JOINT COASTAL COMMAND", "2031-04-17")


def test_day_in_brackets_in_the_dateline_of_a_task_force() -> None:
    found = about(
        "JOINT TASK FORCE – CALM SHORE\nMEDIA OPERATIONS CENTER\n\nRelease No. 20320611-01\n\n"
        "Partner forces clear the last pocket\n\n"
        "NORTH VESNA (June 11, 2032) – The last pocket was cleared. So it was.\n"
    )
    assert found.title == "Partner forces clear the last pocket"
    assert (found.publisher, found.date) == ("JOINT TASK FORCE – CALM SHORE", "2032-06-11")


@pytest.mark.parametrize(
    ("lines", "author", "publisher"),
    [
        ("July 6, 2032 6:12 PM\nCorinne Lund", "Corinne Lund", None),
        ("July 6, 2032 6:12 PM\nKor City", None, None),
        ("3 May 2032\nThomas Lund", "Thomas Lund", None),
        ("3 May 2032\nAda Marsh, Islands correspondent, Kor City", "Ada Marsh", None),
        ("Opinion | Maude Lund\nThe Kor Courier, 3 May 2032", "Maude Lund", "Kor Courier"),
        (
            "Feb. 9, 2034 | By Sgt. 1st Class Ada Marsh, Coastal News Service",
            "Ada Marsh",
            "Coastal News Service",
        ),
        ("3 May 2032\nBy Ada Marsh\nVBC News, Kor", "Ada Marsh", "VBC News"),
        (
            "3 May 2032\nBy Radio Open Coast's Vesnian Service",
            "Radio Open Coast's Vesnian Service",
            "Radio Open Coast",
        ),
        ("Court notes by Ada Marsh for The Quay Letter\n3 May 2032", "Ada Marsh", "The Quay Letter"),
        ("A chapter from the history of the harbour\nby Ada Marsh", "Ada Marsh", None),
        ("Kor Chemicals plc\nCorporate communications, 3 May 2032", None, "Kor Chemicals"),
        ("Plainly, the fact desk of Kor Public Radio\n2032-05-03", None, "Kor Public Radio"),
        ("From the Command of the Hill Brigades\n3 May 2032", None, "Command of the Hill Brigades"),
    ],
)
def test_lines_between_title_and_text(lines: str, author: str | None, publisher: str | None) -> None:
    found = about("Vesna's harbour reopens at last\n\n" + lines + BODY)
    assert (found.author, found.publisher) == (author, publisher)


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        (
            "Communiqué No. 31 of the General Staff of the Armed Forces of Vesna",
            "General Staff of the Armed Forces of Vesna",
        ),
        ("Statement by the President of the Assembly of Islands on the Kor straits", "Assembly of Islands"),
        ("Foreign Ministry Spokesperson Ivo Lund’s Regular Press Conference", "Foreign Ministry"),
        ("Joint statement of the Presidents of Vesna and Lume", None),
        ("Council votes on statement by the minister", None),
    ],
)
def test_body_that_a_title_says_to_speak(title: str, publisher: str | None) -> None:
    assert about(title + "\n\n3 May 2032" + BODY).publisher == publisher


@pytest.mark.parametrize(
    ("lines", "title", "publisher"),
    [
        (
            "Press Commentary of the Workers’ Front\nNo. 212\nThe Price of a Harbour",
            "The Price of a Harbour",
            "Workers’ Front",
        ),
        (
            "Union of Harbour Workers – Strike Bulletin No. 7\nWHAT THE COMPANY SAYS AND MEANS",
            "WHAT THE COMPANY SAYS AND MEANS",
            "Union of Harbour Workers",
        ),
    ],
)
def test_owner_of_a_series_stands_over_the_title(lines: str, title: str, publisher: str) -> None:
    found = about(lines + BODY)
    assert (found.title, found.publisher) == (title, publisher)


@pytest.mark.parametrize(
    "title",
    [
        "GOVERNMENT TO CLOSE KOR HARBOUR",
        "Government Should Free Sailors, Open Harbour",
        "Council Rejects Plan",
    ],
)
def test_headline_about_an_office_is_no_publisher(title: str) -> None:
    found = about(title + "\n\n3 May 2032" + BODY)
    assert (found.title, found.publisher) == (title, None)


def test_second_headline_right_below_the_first_belongs_to_it() -> None:
    found = about(
        "Vesna: Sailors Beaten in Harbour Prison\n"
        "Government Should Free Prisoners, Open Independent Inquiry\n\n"
        "(Kor, June 24, 2035) – Guards beat sailors, Harbour Watch said today. So it was.\n\n"
        "For more Harbour Watch reporting on Vesna, please visit the website.\n"
    )
    assert found.title == (
        "Vesna: Sailors Beaten in Harbour Prison Government Should Free Prisoners, Open Independent Inquiry"
    )
    assert (found.date, found.publisher) == ("2035-06-24", "Harbour Watch")


def test_title_of_a_page_ends_with_its_outlet() -> None:
    found = about("Harbour reopens after long talks | Kor Times\n\n3 May 2032" + BODY)
    assert (found.title, found.publisher) == ("Harbour reopens after long talks", "Kor Times")


def test_title_with_a_dash_is_no_dateline() -> None:
    assert (
        about("Vesna – A Country and Its Harbour\n\n3 May 2032" + BODY).title
        == "Vesna – A Country and Its Harbour"
    )


def test_house_that_could_not_verify_is_inferred_as_publisher() -> None:
    found = about("Harbour reopens at last" + BODY + "\nVBN could not independently verify the claim.\n")
    assert (found.publisher, found.publisher_inferred) == (None, "VBN")


def test_all_reporters_of_the_closing_line() -> None:
    found = about(
        "Harbour reopens at last" + BODY + "\n(Reporting by Ada Marsh and Ivo Lund; editing by C. Ruth)\n"
    )
    assert found.author == "Ada Marsh and Ivo Lund"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Updated 6:12 PM EDT, May 3, 2032", "2032-05-03"),
        ("May 3, 2032 at 6:12 PM", "2032-05-03"),
        ("14:05 3 May 2032", "2032-05-03"),
        ("Source: Vinfo | 2032-05-03 14:05:03 | Editor: al", "2032-05-03"),
        ("Broadcast 3 May 2032, 07:20. Rush transcript.", "2032-05-03"),
        ("Daily Report 101/2032 issued on 3 May 2032", "2032-05-03"),
    ],
)
def test_day_beside_a_clock_or_a_label(lines: str, day: str) -> None:
    assert about("Harbour reopens after talks\n\n" + lines + BODY).date == day


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        (
            "U.S. Coastal Command\nPress Release | April 3, 2031\nCoastal Forces Conduct Strikes in Vesna",
            "Coastal Forces Conduct Strikes in Vesna",
            "U.S. Coastal Command",
        ),
        (
            "ISLAND COMMAND\n3 May 2032\n\nIsland Command Completes Exercise Calm Shore",
            "Island Command Completes Exercise Calm Shore",
            "ISLAND COMMAND",
        ),
        (
            "SG/SM/21345\n3 May 2032\nSecretary Condemns Attack in Vesna",
            "Secretary Condemns Attack in Vesna",
            None,
        ),
        (
            "Security Council Press Statement on Attack in Vesna\n\nSC/14567\n3 May 2032",
            "Security Council Press Statement on Attack in Vesna",
            "Security Council",
        ),
        (
            "Ministry of Ports of Vesna\nPress and Information Department\n\n"
            "3 May 2032\n\nHarbour reopens at last",
            "Harbour reopens at last",
            "Ministry of Ports of Vesna",
        ),
        (
            "Harbour is safe\n\nIssued by the Politburo of the Vesna Workers' Party\n3 May 2032",
            "Harbour is safe",
            "Politburo of the Vesna Workers' Party",
        ),
    ],
)
def test_heads_of_commands_councils_and_ministries(head: str, title: str, publisher: str | None) -> None:
    found = about(head + BODY)
    assert (found.title, found.publisher) == (title, publisher)


def test_names_and_posts_below_the_title() -> None:
    two = about("Harbour reopens\n\nPublished\n3 May 2032\n\nIvo Lund & Paul Dren" + BODY)
    assert two.author == "Ivo Lund & Paul Dren"
    post = about("On the Harbour\n\nRemarks\nPaul Lund\nSecretary of Trade\nKor, Vesna\nMay 3, 2032" + BODY)
    assert (post.author, post.date) == ("Paul Lund", "2032-05-03")


@pytest.mark.parametrize(
    ("opening", "publisher", "inferred"),
    [
        ("KOR, May 3. /VASS/. The harbour was reopened.", "VASS", None),
        ("(Kor) – Guards in Vesna beat sailors, Harbour Watch said today. So it was.", None, "Harbour Watch"),
        ("(Kor) – Guards in Vesna beat sailors.", None, None),
    ],
)
def test_agency_or_body_in_the_opening(opening: str, publisher: str | None, inferred: str | None) -> None:
    found = about("Harbour reopens after talks\n\n" + opening + BODY)
    assert (found.publisher, found.publisher_inferred) == (publisher, inferred)


def test_closing_lines_about_the_body_name_the_publisher() -> None:
    found = about(
        "Sailors saved" + BODY + "\nAbout the Vesna Council\nThe Vesna Council saves sailors.\n\n###\n"
    )
    assert found.publisher == "Vesna Council"


def test_staff_of_an_outlet_and_a_team_of_the_press() -> None:
    assert about("Sailors saved\n\nBy Al Fanar Staff\n3 May 2032" + BODY).publisher == "Al Fanar"
    assert about("Sailors saved\n\n3 May 2032\nCoast Press Team" + BODY).publisher is None
