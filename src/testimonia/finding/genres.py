"""Genre of a document, by the first rule that holds; the rules stand in one table, an example beside each."""

from __future__ import annotations

import re

from testimonia.model import Record, Section


class Genre(Record, frozen=True):
    """A rule: where it looks (``title``, ``head``, ``tail``, ``publisher`` or ``text``), what it looks for,
    and an example."""

    genre: str
    where: str
    pattern: re.Pattern[str]
    example: str


def _rule(genre: str, where: str, pattern: str, example: str) -> Genre:
    return Genre(genre=genre, where=where, pattern=re.compile(pattern, re.I), example=example)


RULES: tuple[Genre, ...] = (
    _rule(
        "q_and_a",
        "title",
        r"\bQ\s?(?:&|and)\s?A\b|\banswers?\s+to\s+(?:an?\s+|the\s+)?questions?\b|\bquestions?\s+and\s+answers?\b|جواب\s+سؤال|أجوبة",
        "Answer to Question: The Harbour",
    ),
    _rule(
        "news_comment",
        "title",
        r"\bnews\s+(?:and|&)\s+comment\b|خبر\s+وتعليق",
        "News and Comment: The Harbour",
    ),
    _rule(
        "interview",
        "title",
        r"\binterview\b|\btranscript\b|\b(?:press|news|daily|media)\s+briefing\b|\bbriefing\s+by\b|\bpress\s+conference\b|\bin\s+conversation\s+with\b|مقابلة|حوار",
        "Interview with Ada Marsh",
    ),
    _rule(
        "press_release",
        "head",
        r"\b(?:press|news|media)\s+(?:release|statement|note|notice)\b|\brelease\s+(?:no|number)\b|\bfor\s+immediate\s+release\b|بيان\s+صحفي",
        "PRESS RELEASE",
    ),
    _rule(
        "communique",
        "title",
        r"\b(?:final|joint|closing)?\s*communiqu[eé]\b|\bjoint\s+(?:declaration|statement)\b|بيان\s+ختامي|بلاغ",
        "Joint Communiqué",
    ),
    _rule(
        "communique",
        "head",
        r"\b(?:operational|situation|daily|morning|evening|war)\s+(?:update|report|information|bulletin|summary)\b|"
        r"\breadout\b|\battributable\s+to\s+(?:the\s+)?spokes\w+",
        "Operational information of the General Staff",
    ),
    _rule(
        "statement",
        "head",
        r"(?:\A|\n)\s*(?:news\s+story|(?:oral|written)\s+statement|government\s+response|from:)\s*(?:\n|\Z)",
        "News story",
    ),
    _rule("leaflet", "head", r"\bleaflets?\b|\bhandbill\b|\bpamphlet\b|منشور|نشرة", "Leaflet"),
    _rule(
        "speech",
        "title",
        r"\b(?:speech|address|remarks|keynote|sermon|khutba\w*)\b(?=.*\b(?:by|of|at|to|with)\b)|خطاب|كلمة",
        "Speech by Ada Marsh",
    ),
    _rule(
        "statement",
        "title",
        r"\bstatement\b|\bdeclaration\b|^\W*(?:comment|reply|response)\s+(?:by|of|from)\b|بيان",
        "Statement of the Harbour Council",
    ),
    _rule(
        "communique",
        "publisher",
        r"\b(?:general\s+staff|command|task\s+force|armed\s+forces|army|navy|air\s+force|headquarters|brigades?)\b|"
        r"القيادة|الأركان",
        "General Staff of the Harbour",
    ),
    _rule(
        "statement",
        "publisher",
        r"\b(?:ministr(?:y|ies)|department|embassy|chancellery|cabinet|prime\s+minister|presidency|spokes\w+|"
        r"(?:foreign|home|cabinet|press|executive)\s+office|secretariat)\b|وزارة|رئاسة",
        "Ministry of Ports",
    ),
    _rule(
        "leaflet",
        "text",
        r"(?:\A|\n)\s*O\s+(?:Muslims|people|Muslim\s+\w+|sons|brothers|youth|workers|citizens)\b|(?:\A|\n)أيها\s+المسلمون",
        "O people of the harbour!",
    ),
    _rule(
        "speech",
        "text",
        r"\A.{0,300}(?:\bladies\s+and\s+gentlemen\b|\bmr\.?\s+(?:president|speaker|chairman)\s*,|\bexcellenc(?:y|ies)\s*,|\bmy\s+fellow\s+\w+)",
        "Ladies and gentlemen,",
    ),
    _rule(
        "press_release",
        "tail",
        r"\b(?:press|media)\s+(?:office|bureau|service|representative)\b|"
        r"\bofficial\s+spokes(?:man|woman|person)\b|المكتب\s+الإعلامي",
        "Press Office of the Harbour Council",
    ),
    _rule(
        "leaflet",
        "tail",
        r"(?:\A|\n)\W*(?:the\s+)?(?:\w+\s+){0,4}(?:party|hizb|movement|front|brigades?|league|wilayah)\b|(?:\A|\n)حزب",
        "Party of the Harbour, 3/5/2016",
    ),
    _rule(
        "blog_post",
        "text",
        r"\b(?:this\s+(?:blog|post)|we\s+share\s+below|share\s+below|my\s+blog|guest\s+post|blog\s?post|videos?\s+below|posted\s+in\b|filed\s+under|in\s+this\s+post|leave\s+a\s+comment)",
        "We share below some pictures.",
    ),
)


def find_genre(
    title: str,
    head: str,
    tail: str,
    publisher: str,
    text: str,
    sections: tuple[Section, ...],
    *,
    wire: bool,
    byline: bool,
) -> tuple[str, str]:
    """Return the genre and the reason for it.

    ``head`` is the text before the body, ``tail`` the closing block, ``text`` the beginning and the end of
    the document; ``wire`` tells of a dateline at the head, ``byline`` of a named author at the head.
    """
    voices = [section.voice for section in sections]
    questions, answers = voices.count("question"), voices.count("answer")
    places = {"title": title, "head": head, "tail": tail, "publisher": publisher, "text": text}
    for rule in RULES:
        if rule.where in ("tail", "publisher", "text") and (questions or "news" in voices):
            continue
        match = rule.pattern.search(places[rule.where])
        if match:
            return rule.genre, f"{rule.where}: “{' '.join(match.group().split())}”"
    if "news" in voices and "comment" in voices:
        return "news_comment", "sections: news and comment"
    if questions and answers:
        if questions > 3:
            return "interview", f"sections: {questions} questions with answers"
        return "q_and_a", "sections: question and answer"
    if wire:
        return "article", "dateline at the head of the text"
    if byline:
        return "article", "title and byline"
    if not title and len(re.findall(r"\b(?:I|my|My|me)\b", text[:1500])) >= 4:
        return "blog_post", "no title, and the text speaks as “I”"
    if title and re.search(r"\b(?:said|says|told|reported|according\s+to)\b", text):
        return "article", "title and reported speech"
    return "other", "no rule holds"
