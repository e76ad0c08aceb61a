"""Ranks and scores over the closings that other offices sent."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tasktrack.domain import breakers
from tasktrack.domain.national import (
    Difference,
    Gap,
    NationalRanking,
    NationalRow,
    Office,
    Received,
    Standing,
    Variant,
    ranked,
    unread,
)
from tasktrack.domain.period import PeriodKey
from tasktrack.domain.period_state import DataWindow
from tasktrack.domain.ranking import RECEIVED, Basis, RankRow, Subject, Unranked, reached
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.sealed import COUNTED_BY
from tasktrack.domain.text import shown
from tasktrack.errors import Invalid, NotFound
from tasktrack.i18n import _
from tasktrack.services import scheme as schemes
from tasktrack.services import score, window
from tasktrack.services.period_reading import never_opened
from tasktrack.services.scheme import Settings
from tasktrack.store import received
from tasktrack.store.closing import KeptScheme
from tasktrack.store.received import ReceivedRank
from tasktrack.store.register import Register
from tasktrack.store.rows import fraction

_LETTERS = 26


class Ran(NamedTuple):
    """A scheme as some offices ran it: who did, still without rows, and by what they are ranked."""

    variant: Variant
    scheme: Scheme
    settings: Settings


class _Kept(NamedTuple):
    """A scheme as one office ran it."""

    closing: Received
    kept: KeptScheme

    @property
    def settings(self) -> dict[str, str]:
        """Return every setting that had a say, with its value."""
        found = {name: str(item["value"]) for name, item in json.loads(self.kept.settings).items()}
        return found | {name: self.closing.settings.get(name, "") for name in COUNTED_BY}

    @property
    def sha256(self) -> str:
        """Return the hash of the text itself."""
        return hashlib.sha256(self.kept.text.encode()).hexdigest()


def ranking(
    register: Register,
    text: str | None = None,
    name: str | None = None,
    *,
    offices: Sequence[str] = (),
    block: str | None = None,
    revision: int | None = None,
    same_only: bool = False,
) -> NationalRanking:
    """Rank the units, or officers, of every office that sent a closing of a period, as they were closed.

    Of each office the newest closing counts, or that revision. Offices are ranked together where they ran the
    scheme in the same text, version and settings; the others apart, or with `same_only` not at all. A scheme that
    is not named is the one that most of them ran. The number of statements hangs on the variants, never on how
    many offices or units there are. Raise NotFound for an office, a scheme or a period that nothing came in of.
    """
    key, found, missing = chosen(register, text, offices, revision)
    groups, unscored = variants(register, key, found, name)
    most = groups[0]
    told = groups[:1] if same_only else groups
    table = NationalRanking(
        key,
        most.variant.basis.scheme,
        tuple(one.variant._replace(rows=_ranked(register, one)) for one in told),
        tuple(one.variant for one in groups[len(told) :]),
        missing,
        unscored,
    )
    return table if block is None else _of_block(table, block)


def variants(
    register: Register, key: PeriodKey, found: Sequence[Received], name: str | None = None
) -> tuple[list[Ran], tuple[Gap, ...]]:
    """Return how closings ran a scheme, those alike together and most of them first, and those that did not run it.

    Raise NotFound where none ran it.
    """
    kept = received.schemes(register.db, [one.id for one in found])
    name = _scheme(key, kept, name)
    ran = [_Kept(one, each) for one in found for each in kept.get(one.id, ()) if each.code == name]
    with_it = {one.closing.id for one in ran}
    without = tuple(
        Gap(one.office, tuple(each.code for each in kept.get(one.id, ())))
        for one in found
        if one.id not in with_it
    )
    groups = _alike(ran)
    return [_ran(register, key, place, group, groups[0]) for place, group in enumerate(groups)], without


def chosen(
    register: Register, text: str | None, offices: Sequence[str] = (), revision: int | None = None
) -> tuple[PeriodKey, list[Received], tuple[Gap, ...]]:
    """Return a period, the closing of each office that counts, and the offices that sent none of it, or not that one.

    Left out, it is the latest period of the base kind of which one came in, else the latest of any kind.
    """
    known = received.sent(register.db)
    asked = _asked(known, offices)
    key = PeriodKey.parse(text) if text else _latest(register, asked)
    closings = [one for one in received.closings(register.db, str(key)) if one.office in asked]
    found = _newest(closings, revision)
    if not found:
        raise _nothing_of(key, asked if offices else {}, known, revision)
    there = {one.office for one in found}
    missing = tuple(
        Gap(office, keys, tuple(one.revision for one in closings if one.office == office))
        for office, keys in asked.items()
        if office not in there
    )
    return key, found, missing


def _asked(known: Mapping[Office, tuple[str, ...]], offices: Sequence[str]) -> dict[Office, tuple[str, ...]]:
    """Return the offices that are asked for, all when none is, with the periods that they sent."""
    by_code = {office.code.casefold(): office for office in known}
    for code in offices:
        if code.casefold() not in by_code:
            raise no_office(code, known)
    wanted = {code.casefold() for code in offices}
    return {office: sent for office, sent in known.items() if not wanted or office.code.casefold() in wanted}


def no_office(code: str, known: Collection[Office]) -> NotFound:
    """Say that an office sent nothing, and which did."""
    from tasktrack.domain import near  # only a slip asks what was meant

    codes = [office.code for office in known]
    there_are = _("Offices: {codes}.").format(codes=", ".join(codes)) if codes else _nothing_yet()
    return NotFound(
        _("There is no office {code}.").format(code=shown(code)), near.remedy(code, codes, there_are)
    )


def _nothing_yet() -> str:
    return _("Bring in what offices sent: tasktrack merge FILE...")


def _latest(register: Register, asked: Mapping[Office, tuple[str, ...]]) -> PeriodKey:
    keys = {PeriodKey.parse(period) for sent in asked.values() for period in sent}
    if not keys:
        raise NotFound(_("No closing of another office has come in."), _nothing_yet())
    kind = window.base_kind(register)
    base = [key for key in keys if key.kind == kind and not key.people]
    return max(base or keys)


def _newest(found: Sequence[Received], revision: int | None) -> list[Received]:
    """Return of each office the closing that counts, with the numbers of those that it replaces."""
    by_office: defaultdict[Office, list[Received]] = defaultdict(list)
    for one in found:
        by_office[one.office].append(one)
    counted = []
    for sent in by_office.values():
        fitting = [one for one in sent if revision in (None, one.revision)]
        if fitting:
            newest = fitting[-1]
            earlier = tuple(one.revision for one in sent if one.revision < newest.revision)
            later = tuple(one.revision for one in sent if one.revision > newest.revision)
            counted.append(newest._replace(earlier=earlier, later=later))
    return counted


def _nothing_of(
    key: PeriodKey,
    asked: Collection[Office],
    known: Mapping[Office, tuple[str, ...]],
    revision: int | None,
) -> NotFound:
    """Say that nothing came in of a period, or not from the offices that were asked for; and what did."""
    from_whom = asked or known
    keys = sorted({PeriodKey.parse(period) for one in from_whom for period in known[one]})
    there_are = (
        _("Received: {periods}.").format(periods=", ".join(map(str, keys))) if keys else _nothing_yet()
    )
    if revision is not None:
        sentence = _("No closing no. {revision} of {key} has come in.")
    elif asked:
        sentence = _("{offices} sent no closing of {key}.")
    else:
        sentence = _("No closing of {key} has come in.")
    offices = ", ".join(one.code for one in asked)
    return NotFound(sentence.format(revision=revision, key=key, offices=offices), there_are)


def _scheme(key: PeriodKey, kept: Mapping[int, Sequence[KeptScheme]], name: str | None) -> str:
    """Return the scheme that is named, else the one that most offices ran; of several the one that ran first."""
    ran = Counter(one.code for each in kept.values() for one in each)
    if name is not None:
        if name not in ran:
            from tasktrack.domain import near

            there_are = _("There are: {codes}.").format(codes=", ".join(sorted(ran)))
            raise NotFound(
                _("No office closed {key} by scheme {code}.").format(key=key, code=shown(name)),
                near.remedy(name, sorted(ran), there_are),
            )
        return name
    places: defaultdict[str, int] = defaultdict(int)
    for each in kept.values():
        for place, one in enumerate(each):
            places[one.code] += place
    if not ran:
        raise NotFound(
            _("No office scored anybody in {key}.").format(key=key),
            _("See what was done: tasktrack report offices {key}.").format(key=key),
        )
    return min(ran, key=lambda code: (-ran[code], places[code], code))


def _alike(ran: Sequence[_Kept]) -> list[list[_Kept]]:
    """Group those who ran the scheme alike, the largest group first."""
    groups: dict[tuple[object, ...], list[_Kept]] = {}
    for one in ran:
        alike = (one.kept.version, one.sha256, tuple(sorted(one.settings.items())))
        groups.setdefault(alike, []).append(one)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0].closing.office.code))


def _ran(
    register: Register, key: PeriodKey, place: int, group: Sequence[_Kept], most: Sequence[_Kept]
) -> Ran:
    """Say how a group ran the scheme, and in what it differs from the largest."""
    one = _read(group[0])
    given = {
        name: item["value"] for name, item in json.loads(group[0].kept.settings).items() if item["given"]
    }
    closings = tuple(each.closing for each in group)
    variant = Variant(
        label=chr(ord("A") + place) if place < _LETTERS else str(place + 1),
        basis=basis_of(register, key, one, closings),
        sha256=group[0].sha256,
        closings=closings,
        differs=_differences(group[0], most[0]),
        rows=(),
        unread=unread(one),
        unranked=tuple(
            Unranked(each.closing.coded(code), tasks)
            for each in group
            for code, tasks in json.loads(each.kept.unranked)
        ),
    )
    return Ran(variant, one, one.with_settings(given)[0])


def _read(kept: _Kept) -> Scheme:
    """Read the scheme that a closing kept; raise Invalid, naming the office, for one of another grammar."""
    try:
        return schemes.frozen(kept.kept.text)
    except Invalid as fault:
        raise Invalid(
            _("The scheme {code} that {office} closed {key} with cannot be read: {fault}").format(
                code=shown(kept.kept.code),
                office=kept.closing.office.code,
                key=kept.closing.period,
                fault=fault.message,
            ),
            _("Upgrade tasktrack, or leave the office out: name the others with --office."),
        ) from fault


def _ranked(register: Register, ran: Ran) -> tuple[NationalRow, ...]:
    """Rank the subjects of all offices that ran a scheme alike."""
    one, closings = ran.scheme, {each.id: each for each in ran.variant.closings}
    ids = list(closings)
    lines = received.values(register.db, ids, one.code, breakers.names(one) - set(ran.settings))
    standings = [
        Standing(
            closings[row.received],
            rank_row(one, closings[row.received], row),
            lines.get((row.received, row.subject), {}),
        )
        for row in received.ranks(register.db, ids, one.code, one.subject)
    ]
    return ranked(one, ran.settings, standings)


def basis_of(register: Register, key: PeriodKey, one: Scheme, closings: Sequence[Received]) -> Basis:
    """Say what figures of received closings rest on: the days from the first to the last of them all."""
    days = DataWindow(min(each.from_on for each in closings), max(each.cut_on for each in closings))
    only = closings[0] if len(closings) == 1 else None
    return score.basis_of(
        never_opened(register, key),
        days,
        max(each.as_of for each in closings),
        one,
        state=RECEIVED,
        revision=max(each.revision for each in closings),
        seal=only.seal if only else None,
    )


def _differences(here: _Kept, most: _Kept) -> tuple[Difference, ...]:
    found = []
    if here.kept.version != most.kept.version:
        found.append(Difference("version", str(here.kept.version), str(most.kept.version)))
    if here.sha256 != most.sha256:
        found.append(Difference("sha256", here.sha256[:16], most.sha256[:16]))
    ours, theirs = here.settings, most.settings
    found += [
        Difference(name, ours.get(name, ""), theirs.get(name, ""))
        for name in sorted({*ours, *theirs})
        if ours.get(name) != theirs.get(name)
    ]
    return tuple(found)


def rank_row(one: Scheme, closing: Received, row: ReceivedRank) -> RankRow:
    """Return a line of a received table as its office closed it, under the code that it has here."""
    return RankRow(
        subject=Subject(row.subject, closing.coded(row.code), row.name, row.block),
        rank=row.rank,
        tied=row.tied,
        points=fraction(row.points),
        maximum=fraction(row.maximum),
        score=fraction(row.score),
        reached=reached(one, row.reached, row.band, json.loads(row.conditions)),
        reason=row.reason or "",
        change=row.change,
    )


def _of_block(table: NationalRanking, block: str) -> NationalRanking:
    every = {row.row.subject.block for variant in table.variants for row in variant.rows}
    if block not in every:
        from tasktrack.domain import near

        blocks = sorted(one for one in every if one)
        known = _("There are: {blocks}.").format(blocks=", ".join(blocks))
        raise NotFound(
            _("No unit of block {block} is in this table.").format(block=shown(block)),
            near.remedy(block, blocks, known),
        )
    return table._replace(
        variants=tuple(
            one._replace(rows=tuple(row for row in one.rows if row.row.subject.block == block))
            for one in table.variants
        )
    )
