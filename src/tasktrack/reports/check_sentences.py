"""The sentences of the checks: what each of them says of a finding, and how it is mended."""

from typing import Final

from tasktrack.i18n import N_

# By check and by what the finding says.
SAYS: Final[dict[tuple[str, str], str]] = {
    ("december-pile", "unit"): N_(
        "Of {due} tasks due in {year}, {december} fall due in December; spread evenly: {even}. That is"
        " {ratio} times as many."
    ),
    ("december-pile", "office"): N_(
        "Whole office: of {due} tasks due in {year}, {december} fall due in December; spread evenly: {even}."
        " That is {ratio} times as many."
    ),
    ("target-out-of-line", "low"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; below {allowed}% it is low."
    ),
    ("target-out-of-line", "high"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; above {allowed}% it is high."
    ),
    ("target-out-of-line", "block"): N_(
        "Target {target}, last year {baseline}: {percent}% of last year; the middle of the block's {units}"
        " units is {median}%, and {allowed}% of that may lie between."
    ),
    ("entered-late", "assigned"): N_(
        "Assigned on {since}, entered on {entered}: working days {days}, allowed {allowed}."
    ),
    ("entered-late", "document"): N_(
        "Document {document} of {since}, entered on {entered}: working days {days}, allowed {allowed}."
    ),
    ("registered-after-deadline", "registered"): N_("Registered on {entered}; the last day was {deadline}."),
    ("registered-after-deadline", "programme"): N_(
        "Entered into the year's programme on {entered}; the last day was {deadline}."
    ),
    ("extended-again", "often"): N_(
        "Extensions: {times}, allowed: {allowed}. The due date went from {first} to {last}."
    ),
    ("extended-again", "last-moment"): N_(
        "Extensions: {times}, each of them within {days} days of the due date or after it. It went from"
        " {first} to {last}."
    ),
    ("done-without-evidence", "bare"): N_(
        "Of {done} tasks reported done in the year, {bare} have no evidence: {tasks}."
    ),
    ("done-entered-long-after", "late"): N_(
        "Finished on {done}, entered on {entered}: days {days}, allowed {allowed}."
    ),
    ("progress-falls", "falls"): N_("{percent}% on {on}, after {before}% by entry {earlier}."),
    ("hundred-not-done", "open"): N_("At 100% and not reported done; last entry on {on}."),
    ("same-document-and-text", "twice"): N_(
        "{count} tasks of document {document} say the same: “{title}”. Due: {due}."
    ),
    ("silent-units", "silent"): N_(
        "Last entry on {last}: days {days}, allowed {allowed}. Open tasks: {open} ({tasks})."
    ),
    ("silent-units", "never"): N_(
        "No entry ever: days {days}, allowed {allowed}. Open tasks: {open} ({tasks})."
    ),
    ("back-dated", "days"): N_("Dated {on}, made on {entered}: days {days}, allowed {allowed}."),
    ("back-dated", "cut"): N_(
        "Entries dated in {period} and made after {until}, its last day for entries, from {first} to {last}:"
        " {count} (no. {entries})."
    ),
    ("back-dated", "change"): N_(
        "{kind} from {on} on, entered on {entered}: days {days}, allowed {allowed}."
    ),
    ("back-dated", "change-belated"): N_(
        "{kind} from {on} on, entered on {entered}, after the due date, {due}."
    ),
    ("dumped-at-cut", "dumped"): N_(
        "Of {made} entries in {period}, {late} ({percent}%) were made on {from} or later; its last day for"
        " entries was {until}."
    ),
    ("two-units", "both"): N_("Serves in {unit} and in {other} at once, from {first} to {last}."),
    ("two-units", "open"): N_("Serves in {unit} and in {other} at once, since {first}."),
    ("given-day", "given"): N_(
        "Made by {actor} on {machine} under other days, {first} to {last}: {count} (no. {journal})."
    ),
    ("built-on-earlier", "closed"): N_(
        "{key} is built on closing no. {revision} of {part}; that is now no. {now}."
    ),
    ("built-on-earlier", "open"): N_(
        "{key} is built on closing no. {revision} of {part}, which is open again."
    ),
    ("lost-without-reason", "open"): N_(
        "By {scheme} in {period}, points lost and no reason: {points}. Criteria, {count}: {criteria}."
    ),
    ("lost-without-reason", "closed"): N_(
        "By {scheme} in {period}, which is closed, points lost and no reason: {points}. Criteria, {count}:"
        " {criteria}."
    ),
    ("changed-without-reason", "lacks"): N_("{kind}, from {on} on, without {lacks}."),
}
MENDS: Final[dict[str, str]] = {
    "december-pile": N_(
        "Agree on earlier dates: tasktrack task list --unit {unit} --due-from {year}-12-01 --due-to {year}-12-31"
    ),
    "target-out-of-line": N_(
        "Have the target changed (tasktrack task retarget {task} --target N ...), or correct last year's figure:"
        " tasktrack task edit {task} --baseline N"
    ),
    "entered-late": N_(
        "Enter tasks on the day they are assigned. A wrong day: tasktrack task edit {task} --assigned DATE"
    ),
    "registered-after-deadline": N_(
        "Have it accepted as an addition (tasktrack task add-to {task} PROGRAMME ...), or move the last day:"
        " tasktrack config set registration_deadline MM-DD"
    ),
    "extended-again": N_("See why it was moved, and agree on a date that holds: tasktrack task show {task}"),
    "done-without-evidence": N_("Name the document that shows it: tasktrack log {task} --evidence NO"),
    "done-entered-long-after": N_(
        "Ask why it was entered late. A wrong day: tasktrack log {task} --corrects {entry} --done-on DATE"
    ),
    "progress-falls": N_("Correct the wrong one: tasktrack log {task} --corrects {entry} --percent N"),
    "hundred-not-done": N_(
        "Report it done (tasktrack log {task} --done), or correct it: tasktrack log {task} --corrects {entry}"
        " --percent N"
    ),
    "same-document-and-text": N_("Keep one of them and withdraw the other: tasktrack task withdraw {task}"),
    "silent-units": N_(
        "Urge the unit (tasktrack task remind TASK... --document NO); see its tasks: tasktrack report stale --unit"
        " {unit}"
    ),
    "back-dated": N_(
        "Ask why it was entered late. A wrong day: tasktrack log {task} --corrects {entry} --on DATE"
    ),
    "dumped-at-cut": N_(
        "Have updates sent all through the period; see it beside earlier ones: tasktrack report cadence {period}"
    ),
    "two-units": N_("Correct the days of a posting by a new import: tasktrack officer show {officer}"),
    "given-day": N_(
        "Look at what was done, without --today from now on: tasktrack history --entry {journal}"
    ),
    "built-on-earlier": N_("Leave it as it was printed, or close it anew: tasktrack period reopen {period}"),
    "lost-without-reason": N_(
        "Set the reason of each, of the first: tasktrack mark set {period} {unit} {criterion} --reason TEXT"
        " --scheme {scheme}; the sheet has the others: tasktrack report index {period} --unit {unit} --scheme"
        " {scheme}"
    ),
    "changed-without-reason": N_(
        "Take it back (tasktrack undo {journal}) and make it again with reason, document and approver."
    ),
}
# Where what is found is mended otherwise than the rest of its check.
MENDS_ALSO: Final[dict[tuple[str, str], str]] = {
    **dict.fromkeys(
        (("back-dated", "change"), ("back-dated", "change-belated")),
        N_("Ask why it was entered late; what was entered wrong is taken back: tasktrack undo {journal}"),
    ),
    ("lost-without-reason", "closed"): N_(
        "Add the reasons when the period is opened again; see the sheet: tasktrack report index {period} --unit {unit}"
        " --scheme {scheme}"
    ),
}
