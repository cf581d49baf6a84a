"""Write ``13-liwa-statement.docx`` with the standard library alone; the same bytes every time.

Run from anywhere: ``python examples/sources/build_docx.py``.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).parent.parent / "marsa-zayn" / "13-liwa-statement.docx"

PARAGRAPHS = """\
Statement by Liwa al-Marsa and Saraya al-Hawd on the Third Clause
20 Sha’ban 1453 AH, corresponding to Friday, 12 December 2031
In the past days many have asked about the third clause of the paper which we signed in Kaldvik on the ninth of this month. We, the two factions which signed it, declare before our people:
First: Liwa al-Marsa, which fought under the name of Katibat as-Sayyadin (Battalion of the Fishermen) until last spring, and Saraya al-Hawd (Companies of the Basin) did not agree to any lease. The paper which was put before us speaks of “technical services” for sixty days.
Second: The envoy Ingrid Tolvanes assured our delegation, in the presence of Minister Brandmo, that the clause «does not touch one stone of the mole». If she now says otherwise, then one of the two tongues is lying.
Third: We hold the government of Qasmara responsible for every family which is kept behind the customs house. Its officers say the delay is because of the swell. The sea was like oil on Thursday, as the fishermen testify.
Fourth: Sixty-three of our people lost their lives in the fish market on the fourth of December. The names are with the imam of the market mosque. Whoever says twelve, or nine, let him come and say it to the mothers.
We reject the accusations of Hizb al-Manara. Its leader claimed on Wednesday that we “sold the quay for milk”. We answer him that the milk was drunk by children, and the quay is where it was.
The two factions demand that the text be published within a week, and that fishermen be allowed to return to the inner basin. They announced that they would not attend the meeting proposed for 20/12/2031 before this is done.
On behalf of the two factions
The Joint Office, Marsa Zayn
""".splitlines()

CONTENT_TYPES = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>
"""
RELATIONS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>
"""


def main() -> None:
    """Write the file."""
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in PARAGRAPHS
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2031, 12, 12, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
