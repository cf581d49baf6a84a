from email.message import EmailMessage

from reading.containers import make_docx, read_one, refuse_one
from testimonia.model import Document, Unread
from testimonia.reading import read_bytes


def make_mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Ada Vell <ada@example.org>",
        "Subject": "Statement of the council",
        "Date": "Thu, 14 Mar 2019 10:15:00 +0300",
        **headers,
    }.items():
        message[name.replace("_", "-")] = value
    return message


def test_the_subject_and_the_body_are_the_text() -> None:
    message = make_mail()
    message.set_content("The council met.\n")
    document = read_one("a.eml", message.as_bytes())
    assert document.text == "Statement of the council\nThe council met.\n"
    assert document.media_type == "message/rfc822"


def test_headers_are_hints() -> None:
    message = make_mail(Subject="بيان المجلس", To="all@example.org")
    message.set_content("The council met.\n")
    assert read_one("a.eml", message.as_bytes()).hints == {
        "author": "Ada Vell",
        "author_address": "ada@example.org",
        "date": "2019-03-14T10:15:00+03:00",
        "title": "بيان المجلس",
        "to": "all@example.org",
    }


def test_the_plain_part_is_preferred() -> None:
    message = make_mail()
    message.set_content("Plain words.\n")
    message.add_alternative("<p>Other words.</p>", subtype="html")
    assert read_one("a.eml", message.as_bytes()).text.endswith("Plain words.\n")


def test_a_mail_of_html_alone_is_read() -> None:
    message = make_mail()
    message.set_content("<p>One.</p><blockquote>Two.</blockquote>", subtype="html")
    assert read_one("a.eml", message.as_bytes()).text == "Statement of the council\nOne.\n> Two.\n"


def test_attachments_are_documents_of_their_own() -> None:
    message = make_mail()
    message.set_content("See the attachment.\n")
    docx = make_docx("<w:p><w:r><w:t>The council met.</w:t></w:r></w:p>")
    message.add_attachment(docx, maintype="application", subtype="octet-stream", filename="statement.docx")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = list(read_bytes("a.eml", message.as_bytes()))
    assert [item.name for item in found if isinstance(item, Document)] == ["a.eml", "a.eml/statement.docx"]
    assert len(found) == 2


def test_an_attachment_that_cannot_be_read_is_reported_by_its_place() -> None:
    message = make_mail()
    message.set_content("See the attachment.\n")
    message.add_attachment(
        b"%PDF-1.4 cut", maintype="application", subtype="pdf", filename="../statement.pdf"
    )
    _, fault = read_bytes("a.eml", message.as_bytes())
    assert isinstance(fault, Unread)
    assert fault.path == "a.eml/statement.pdf"


def test_undeclared_bytes_in_headers_and_body_are_decoded() -> None:
    data = "From: مجلس <a@example.org>\nSubject: بيان\n\nاجتمع المجلس\n".encode()
    assert read_one("a.eml", data).text == "بيان\nاجتمع المجلس\n"


def test_a_mailbox_holds_a_document_a_mail() -> None:
    box = b""
    for number in (1, 2):
        message = make_mail(Subject=f"Statement {number}")
        message.set_content("From the coast.\nWords.\n")
        body = message.as_bytes().replace(b"\nFrom the", b"\n>From the")
        box += b"From ada@example.org Thu Mar 14 10:15:00 2019\n" + body + b"\n"
    found = [item for item in read_bytes("a.mbox", box) if isinstance(item, Document)]
    assert [item.name for item in found] == ["a.mbox/1.eml", "a.mbox/2.eml"]
    assert found[1].text.rstrip("\n") == "Statement 2\nFrom the coast.\nWords."
    assert found[0].raw_sha256 != found[1].raw_sha256


def test_text_that_is_no_mail_is_refused() -> None:
    assert "no mail" in refuse_one("a.eml", b"\nonly words\n").reason
    assert "no mailbox" in refuse_one("a.mbox", b"only words\n").reason
