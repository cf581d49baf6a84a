from reading.containers import make_docx, make_epub, make_odt, make_zip, read_one, refuse_one


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_of_word_are_lines() -> None:
    body = (
        paragraph("Statement")
        + "<w:p><w:r><w:t>The coun</w:t></w:r><w:r><w:t>cil met.</w:t></w:r></w:p><w:p/>"
    )
    document = read_one("a.docx", make_docx(body))
    assert document.text == "Statement\nThe council met.\n"
    assert (document.extractor, document.extractor_version) == ("testimonia.docx", "1")


def test_breaks_and_tabs_of_word_are_kept() -> None:
    body = "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>Two</w:t><w:br/><w:t>Three</w:t></w:r></w:p>"
    assert read_one("a.docx", make_docx(body)).text == "One\tTwo\nThree\n"


def test_deleted_words_are_left_out_and_inserted_ones_kept() -> None:
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>always </w:t></w:r></w:ins><w:r><w:t>met.</w:t></w:r></w:p>"
    )
    assert read_one("a.docx", make_docx(body)).text == "We always met.\n"


def test_a_row_of_a_word_table_is_a_line() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Bread", "2.50"))
    assert read_one("a.docx", make_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text == "Bread | 2.50\n"


def test_a_quotation_style_keeps_a_mark() -> None:
    assert (
        read_one("a.docx", make_docx(paragraph("We shall open it.", "Quote"))).text == "> We shall open it.\n"
    )


def test_footnotes_of_word_stand_at_the_end() -> None:
    body = '<w:p><w:r><w:t>The council met.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="0">{paragraph("line")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Old Post, 14/03/2019.")}</w:footnote></w:footnotes>'
    )
    document = read_one("a.docx", make_docx(body, word__footnotes=notes))
    assert document.text == "The council met.[2]\n[2] Old Post, 14/03/2019.\n"


def test_core_properties_are_hints() -> None:
    core = (
        '<c:p xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Statement</dc:title>'
        "<dc:creator>Ada Vell</dc:creator><c:created>2019-03-14T10:00:00Z</c:created></c:p>"
    )
    document = read_one("a.docx", make_docx(paragraph("Words."), docProps__core=core))
    assert document.hints == {"author": "Ada Vell", "created": "2019-03-14T10:00:00Z", "title": "Statement"}


def test_a_broken_word_file_is_refused() -> None:
    whole = make_docx(paragraph("The council met. " * 200))
    assert refuse_one("a.docx", whole[: len(whole) // 2]).remedy
    assert refuse_one("a.docx", make_docx("")).reason


def test_entities_of_a_word_file_are_not_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = (
        f'{bomb}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    )
    text += "<w:p><w:r><w:t>Words &b;</w:t></w:r></w:p></w:body></w:document>"
    assert "lol" not in read_one("a.docx", make_zip({"word/document.xml": text})).text


def test_opendocument_paragraphs_tables_and_notes() -> None:
    body = (
        "<text:h>Statement</text:h><text:p>The <text:span>council</text:span><text:s text:c='2'/>met."
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Old Post.</text:p>"
        "</text:note-body></text:note> Again.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Bread</text:p></table:table-cell>"
        "<table:table-cell><text:p>2.50</text:p></table:table-cell></table:table-row></table:table>"
        '<text:p text:style-name="P1">We shall open it.</text:p>'
    )
    styles = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    document = read_one("a.odt", make_odt(body, styles, "<dc:creator>Ada Vell</dc:creator>"))
    assert document.text.split("\n")[:-1] == [
        "Statement",
        "The council  met.[1] Again.",
        "Bread | 2.50",
        "> We shall open it.",
        "[1] Old Post.",
    ]
    assert document.hints == {"author": "Ada Vell"}


def test_an_encrypted_opendocument_file_is_refused() -> None:
    data = make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": b"\x00\x01\x02",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
        }
    )
    assert "password" in refuse_one("a.odt", data).reason


def test_a_book_is_read_in_the_order_of_its_spine() -> None:
    book = make_epub({"two": "<h1>Two</h1><p>Later.</p>", "one": "<h1>One</h1><p>First.</p>"}, ["one", "two"])
    document = read_one("a.epub", book)
    assert document.text == "One\nFirst.\nTwo\nLater.\n"
    assert document.hints == {"author": "Ada Vell", "title": "Letters from the coast"}


def test_a_part_that_a_book_has_lost_is_noted() -> None:
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<c><rootfile full-path="b.opf"/></c>',
        "b.opf": '<p><item id="x" href="gone.html"/><item id="y" href="y.html"/>'
        '<itemref idref="x"/><itemref idref="y"/></p>',
        "y.html": "<p>Here.</p>",
    }
    document = read_one("a.epub", make_zip(dict(members)))
    assert (document.text, document.notes) == ("Here.\n", ("part missing: gone.html",))
