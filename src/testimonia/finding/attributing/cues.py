"""Cues: the verbs and nouns that report what somebody says, thinks or demands.

The table ``tables/cues.tsv`` gives each verb the frames in which its content may stand:

=============  =========================================================
that           V that CLAUSE
zero           V CLAUSE
quote          V “…”, V: “…”
np             V the NOUN PHRASE
to             V to DO
wh             V what, how, whether CLAUSE
person-X       V somebody X (told the council that …, urged both sides to …)
np-as          V NOUN PHRASE as PHRASE
for of on …    V PREPOSITION NOUN PHRASE
on-to to-to    V on/to somebody to DO (called on both sides to …)
from-that      V from somebody that CLAUSE
out-X          V out X (pointed out that …)
after          CLAUSE, SOMEBODY V · “…,” SOMEBODY V
having         V having DONE
=============  =========================================================

``class`` is speech, demand, judgement (belief), attitude, evidence (what a document shows) or cite (a
report that names its own source).
"""

from __future__ import annotations

from functools import cache

from testimonia.language.inflection import Form, inflect
from testimonia.model import Record
from testimonia.tables import read_table


class Cue(Record, frozen=True):
    """A cue verb: its lemma, its class and the frames of its content."""

    lemma: str
    kind: str
    frames: frozenset[str]


@cache
def cue_forms() -> dict[str, tuple[Cue, Form]]:
    """Return every inflected form of the cue verbs with its verb and grammatical form."""
    out: dict[str, tuple[Cue, Form]] = {}
    for row in read_table("cues.tsv"):
        cue = Cue(lemma=row["lemma"], kind=row["class"], frames=frozenset(row["frames"].split()))
        for word, form in inflect(row["lemma"], row["forms"]).items():
            if word not in out or form != "base":
                out[word] = (cue, form)
    return out


@cache
def verb_forms() -> dict[str, Form]:
    """Return the forms of all verbs known to the tables, cues among them."""
    out: dict[str, Form] = {}
    for row in read_table("verbs.tsv"):
        out.update(inflect(row["lemma"], row["forms"]))
    for word, (_, form) in cue_forms().items():
        out[word] = form
    return out


#: Nouns whose content follows: "the claim that …", "her statement: “…”".
CUE_NOUNS = frozenset(
    "accusation admission allegation announcement answer appeal argument assertion assurance assumption "
    "belief claim comment comments complaint conclusion confirmation conviction criticism "
    "declaration demand denial expectation fear finding findings hope idea "
    "message news notion objection observation opinion pledge prediction promise proposal question "
    "reminder remark remarks reply report reports response revelation rumour rumours rumor rumors "
    "speech statement statements suggestion suspicion threat tweet understanding verdict "
    "view vow warning words".split()
)

#: Words that belong to somebody who said or wrote them, besides the nouns that are cues.
UTTERANCES = CUE_NOUNS | frozenset(
    "briefing letter note paper memo memorandum testimony interview address post article book diary blog "
    "column communique readout release analysis survey study editorial "
    "audit resolution poll investigation assessment ruling judgment leaflet bulletin dossier document".split()
)

#: Forms of cue verbs that are nouns more often than verbs: "the reports", "two claims", "a state".
NOUN_LIKE = frozenset(
    "state states report reports note notes claim claims call calls order orders demand "
    "demands request requests offer "
    "offers promise promises show shows question questions answer answers comment comments "
    "post posts hope hopes fear fears "
    "view views term terms brand brands label labels charge charges point points estimate "
    "estimates forecast forecasts "
    "command commands advise invite voice voices detail details outline outlines signal "
    "signals counter counters reply "
    "replies praise blame doubt doubts tweet tweets pledge pledges vow vows quote quotes air "
    "boast cry cries chant chants "
    "shout shouts whisper joke jokes dub worry appeal appeals support need plan plans rule "
    "rules thanks welcome broadcast "
    "broadcasts leak leaks guarantee guarantees read swear response caution threat repeat "
    "regard regards challenge hint hints "
    "suspect suspects concern cite dismiss remark remarks slam brag mention proposal see sees "
    "find finds protest protests dispute disputes object objects hold holds guess print prints "
    "trust".split()
)
